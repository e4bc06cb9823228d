# A pod is not killed while it ends: its grace period is at least the sum of what happens in it. How long an app takes
# is in derived/apps.yaml: `--data apps:charts/commerce/derived/apps.yaml`.
package chart.graces

import data.objects

# What the kubelet itself may take, s.
kubelet := 5

default block_seconds(_) := 0

block_seconds(app) := objects.seconds(app.annotations["dapr.io/block-shutdown-duration"])

pre_stop(app) := max(array.concat([0], [container.lifecycle.preStop.sleep.seconds | some container in app.pod.containers]))

# Not as a comparison after `not`: it would say nothing where there is no preStop at all.
goes_on(container) if container.lifecycle.preStop.sleep.seconds > 0

deny contains msg if {
	some app in objects.apps
	not data.apps[app.name].stopSeconds
	msg := sprintf("%s: nothing says how long it takes to stop (--data apps:charts/commerce/derived/apps.yaml)", [app.title])
}

deny contains msg if {
	some app in objects.apps
	some container in app.pod.containers
	not goes_on(container)
	msg := sprintf("%s: without a preStop it refuses requests that are still sent to it", [app.title])
}

deny contains msg if {
	some app in objects.apps
	not app.annotations["dapr.io/enable-native-sidecar"] == "true"
	not block_seconds(app) > 0
	msg := sprintf("%s: its sidecar ends before it", [app.title])
}

deny contains msg if {
	some app in objects.apps
	graceful := to_number(app.annotations["dapr.io/graceful-shutdown-seconds"])
	needed := sum([pre_stop(app), data.apps[app.name].stopSeconds, block_seconds(app), graceful, kubelet])
	app.pod.terminationGracePeriodSeconds < needed
	msg := sprintf("%s: terminationGracePeriodSeconds is below the sum of its graces, %d s", [app.title, needed])
}
