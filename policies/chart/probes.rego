# Three probes with three meanings: started, alive (the process alone) and ready (all that it needs).
package chart.probes

import data.objects

probes := {"startupProbe", "livenessProbe", "readinessProbe"}

# What `/readyz` also asks: the database, the broker and the sidecar.
ready_path := "/readyz"

deny contains msg if {
	some workload in objects.workloads
	workload.kind == "Deployment"
	some container in workload.pod.containers
	some probe in probes
	not container[probe].httpGet
	msg := sprintf("%s: the container %s has no %s over HTTP (its image has no shell for another)", [workload.title, container.name, probe])
}

deny contains msg if {
	some app in objects.apps
	some container in app.pod.containers
	some probe in {"startupProbe", "livenessProbe"}
	container[probe].httpGet.path == ready_path
	msg := sprintf("%s: %s asks the database, so a restart of the database restarts the app", [app.title, probe])
}

deny contains msg if {
	some app in objects.apps
	some container in app.pod.containers
	container.readinessProbe.httpGet.path != ready_path
	msg := sprintf("%s: readinessProbe does not ask the sidecar and the database", [app.title])
}

# How long a probe may fail before something happens, s; the numbers left out are Kubernetes' own.
patience(probe) := object.get(probe, "periodSeconds", 10) * object.get(probe, "failureThreshold", 3)

deny contains msg if {
	some app in objects.apps
	some container in app.pod.containers
	patience(container.livenessProbe) <= patience(container.readinessProbe)
	msg := sprintf("%s: it is restarted before it stops getting requests", [app.title])
}
