package production.availability

import data.objects

deny contains msg if {
	some app in objects.apps
	objects.least_replicas(app) < 2
	msg := sprintf("%s: it has a single replica", [app.title])
}
