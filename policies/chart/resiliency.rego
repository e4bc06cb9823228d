# Each edge says how often it is tried: without a policy of its own Dapr tries three times, on top of what apps do.
package chart.resiliency

import data.objects

targets := {name | some one in objects.of_kind("Resiliency"); some name, _ in one.spec.targets.apps}

called contains name if {
	some [_, name, port] in data.chart.network.edges_out
	port == data.chart.network.sidecar_port
}

deny contains msg if {
	some name in (called - targets)
	msg := sprintf("Resiliency: calls of %s have no policy", [name])
}

deny contains msg if {
	some name in (targets - objects.app_names)
	msg := sprintf("Resiliency: %s is no app of the release", [name])
}

deny contains msg if {
	some one in objects.of_kind("Resiliency")
	some name, target in one.spec.targets.apps
	some kind in {"retry", "timeout", "circuitBreaker"}
	not object.get(one.spec.policies, policies_of[kind], {})[target[kind]]
	target[kind]
	msg := sprintf("%s: the policy of %s is not there: %s", [objects.title(one), name, target[kind]])
}

policies_of := {"retry": "retries", "timeout": "timeouts", "circuitBreaker": "circuitBreakers"}

# A message that cannot be handled comes to the dead letters, so its tries end.
deny contains msg if {
	some one in objects.of_kind("Resiliency")
	some name, policy in one.spec.policies.retries
	object.get(policy, "maxRetries", -1) < 0
	msg := sprintf("%s: the retries of %s have no end", [objects.title(one), name])
}

deny contains msg if {
	some component in objects.of_kind("Component")
	startswith(component.spec.type, "pubsub.")
	count(component.scopes) > 1
	not redelivers(component.metadata.name)
	msg := sprintf("%s: redelivery of its messages has no policy", [objects.title(component)])
}

redelivers(name) if {
	some one in objects.of_kind("Resiliency")
	one.spec.targets.components[name].inbound.retry
}
