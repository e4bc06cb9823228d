# Apps are called through their sidecars: only the edge has an address.
package chart.services

import data.objects

reached(service) := [workload |
	some workload in objects.workloads
	objects.selects({"matchLabels": service.spec.selector}, workload.labels)
]

deny contains msg if {
	some service in objects.of_kind("Service")
	count(reached(service)) != 1
	msg := sprintf("%s: it does not lead to one Deployment", [objects.title(service)])
}

has_port(workload, port) if {
	some container in workload.containers
	some one in container.ports
	port in {one.name, one.containerPort}
}

deny contains msg if {
	some service in objects.of_kind("Service")
	some workload in reached(service)
	some port in service.spec.ports
	not has_port(workload, port.targetPort)
	msg := sprintf("%s: its pods have no port %v", [objects.title(service), port.targetPort])
}

# Others would be reached past their access lists.
deny contains msg if {
	some service in objects.of_kind("Service")
	some app in reached(service)
	app.annotations["dapr.io/app-port"]
	msg := sprintf("%s: it leads past the sidecar of the app", [objects.title(service)])
}

deny contains msg if {
	some service in objects.of_kind("Service")
	service.spec.type == "NodePort"
	msg := sprintf("%s: every node opens a port for it", [objects.title(service)])
}

deny contains msg if {
	some service in objects.of_kind("Service")
	service.spec.type == "LoadBalancer"
	object.get(service.spec, "externalTrafficPolicy", "Cluster") != "Local"
	msg := sprintf("%s: requests come without the address of their client, by which they are counted", [objects.title(service)])
}
