# The scheduler knows what every container needs, and a leak ends one container, not its node.
package chart.resources

import data.objects

deny contains msg if {
	some workload in objects.workloads
	some container in workload.containers
	some resource in {"cpu", "memory"}
	not container.resources.requests[resource]
	msg := sprintf("%s: the container %s requests no %s", [workload.title, container.name, resource])
}

deny contains msg if {
	some workload in objects.workloads
	some container in workload.containers
	not container.resources.limits.memory
	msg := sprintf("%s: the container %s has no limit of memory", [workload.title, container.name])
}

deny contains msg if {
	some workload in objects.workloads
	some container in workload.containers
	units.parse_bytes(container.resources.requests.memory) > units.parse_bytes(container.resources.limits.memory)
	msg := sprintf("%s: the container %s requests more memory than its limit", [workload.title, container.name])
}

# A limit makes an app wait for CPU that nobody else wants.
deny contains msg if {
	some workload in objects.workloads
	some container in workload.containers
	container.resources.limits.cpu
	msg := sprintf("%s: the container %s has a limit of CPU", [workload.title, container.name])
}

deny contains msg if {
	some app in objects.apps
	some what in {"cpu-request", "memory-request", "memory-limit"}
	not app.annotations[sprintf("dapr.io/sidecar-%s", [what])]
	msg := sprintf("%s: its sidecar has no %s", [app.title, what])
}

deny contains msg if {
	some app in objects.apps
	request := app.annotations["dapr.io/sidecar-memory-request"]
	units.parse_bytes(request) > sidecar_limit(app)
	msg := sprintf("%s: its sidecar requests more memory than its limit", [app.title])
}

sidecar_limit(app) := units.parse_bytes(app.annotations["dapr.io/sidecar-memory-limit"])

# Between 80 and 95 % of the limit: below it collects for nothing, above it is killed before it collects.
go_limit_fits(app) if {
	some [_, mebibytes] in regex.find_all_string_submatch_n(`GOMEMLIMIT=(\d+)MiB`, app.annotations["dapr.io/env"], 1)
	share := (to_number(mebibytes) * 1048576) / sidecar_limit(app)
	share >= 0.8
	share <= 0.95
}

deny contains msg if {
	some app in objects.apps
	not go_limit_fits(app)
	msg := sprintf("%s: GOMEMLIMIT of its sidecar is not 80 to 95 %% of the limit of memory", [app.title])
}

# What is not in the heap, such as buffers and hashes of passwords, needs a fifth of the limit.
heap_fits(container) if {
	some variable in container.env
	variable.name == "NODE_OPTIONS"
	some [_, mebibytes] in regex.find_all_string_submatch_n(`--max-old-space-size=(\d+)`, variable.value, 1)
	to_number(mebibytes) * 1048576 <= 0.8 * units.parse_bytes(container.resources.limits.memory)
}

deny contains msg if {
	some app in objects.apps
	some container in app.pod.containers
	not heap_fits(container)
	msg := sprintf("%s: --max-old-space-size is not below 80 %% of the limit of memory", [app.title])
}
