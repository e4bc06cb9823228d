# A sidecar has the identity of its app, and a configuration of its own.
package chart.sidecars

import data.objects

deny contains msg if {
	some app in objects.apps
	some what in {"app-id", "config"}
	app.annotations[sprintf("dapr.io/%s", [what])] != app.name
	msg := sprintf("%s: dapr.io/%s is not its name", [app.title, what])
}

deny contains msg if {
	some app in objects.apps
	not app.name in {configuration.metadata.name | some configuration in objects.of_kind("Configuration")}
	msg := sprintf("%s: its sidecar has no Configuration", [app.title])
}

# The operator hands components over with their secrets in them, so no sidecar reads secrets itself.
deny contains msg if {
	some app in objects.apps
	object.get(app.annotations, "dapr.io/disable-builtin-k8s-secret-store", "") != "true"
	msg := sprintf("%s: its sidecar may read secrets of Kubernetes", [app.title])
}

# Only a Deployment goes on with a sidecar: a Job with one never ends.
deny contains msg if {
	some workload in objects.workloads
	workload.kind != "Deployment"
	object.get(workload.annotations, "dapr.io/enabled", "false") != "false"
	msg := sprintf("%s: it has a sidecar, and so never ends", [workload.title])
}
