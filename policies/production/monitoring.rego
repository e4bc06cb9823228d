package production.monitoring

import data.objects

deny contains msg if {
	some [one, rule] in data.chart.monitoring.rules
	not startswith(object.get(rule, ["annotations", "runbook_url"], ""), "https://")
	msg := sprintf("%s: alerts have no link to their runbooks (monitoring.runbooks)", [objects.title(one)])
}
