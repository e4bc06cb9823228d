# Where the cluster has the Prometheus operator, apps and sidecars are read, and every alert says what to do.
package chart.monitoring

import data.objects

rules := [[object, rule] |
	some object in objects.of_kind("PrometheusRule")
	some group in object.spec.groups
	some rule in group.rules
]

deny contains msg if {
	some [one, rule] in rules
	not rule.labels.severity in {"warning", "critical"}
	msg := sprintf("%s: %s is neither a warning nor critical", [objects.title(one), rule.alert])
}

deny contains msg if {
	some [one, rule] in rules
	object.get(rule, ["annotations", "summary"], "") == ""
	msg := sprintf("%s: %s says nothing", [objects.title(one), rule.alert])
}

# Of another namespace, or of all of them.
deny contains msg if {
	some [one, rule] in rules
	not contains(rule.expr, "namespace=")
	msg := sprintf("%s: %s looks at every namespace", [objects.title(one), rule.alert])
}

deny contains msg if {
	count(rules) > 0
	some kind, what in {"ServiceMonitor": "sidecars", "PodMonitor": "apps"}
	count(objects.of_kind(kind)) == 0
	msg := sprintf("PrometheusRule: it alerts on metrics of %s, which no %s reads", [what, kind])
}

deny contains msg if {
	some app in objects.apps
	not app.annotations["dapr.io/log-as-json"] == "true"
	msg := sprintf("%s: its sidecar does not log as JSON", [app.title])
}
