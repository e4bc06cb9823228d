# Only what is named passes, on both of its ends.
package chart.network

import data.objects

# Where a sidecar takes the calls of other sidecars.
sidecar_port := 50002

policies := objects.of_kind("NetworkPolicy")

is_for_both(policy) if {
	"Ingress" in policy.spec.policyTypes
	"Egress" in policy.spec.policyTypes
}

deny contains msg if {
	some policy in policies
	not is_for_both(policy)
	msg := sprintf("%s: it is not for both directions", [objects.title(policy)])
}

denies_all(policy) if {
	is_for_both(policy)
	object.get(policy.spec, "ingress", []) == []
	object.get(policy.spec, "egress", []) == []
}

deny contains msg if {
	some workload in objects.workloads
	count([policy | some policy in policies; denies_all(policy); objects.selects(policy.spec.podSelector, workload.labels)]) == 0
	msg := sprintf("%s: no policy denies its pods everything that no other one names", [workload.title])
}

own_policies(labels) := [policy |
	some policy in policies
	not denies_all(policy)
	objects.selects(policy.spec.podSelector, labels)
]

deny contains msg if {
	some workload in objects.workloads
	count(own_policies(workload.labels)) != 1
	msg := sprintf("%s: not exactly one policy names its edges", [workload.title])
}

deny contains msg if {
	some policy in policies
	some direction in {"ingress", "egress"}
	some rule in policy.spec[direction]
	count(object.get(rule, "ports", [])) == 0
	msg := sprintf("%s: a rule of %s is for every port", [objects.title(policy), direction])
}

deny contains msg if {
	some policy in policies
	peers := {"ingress": "from", "egress": "to"}
	some direction, key in peers
	some rule in policy.spec[direction]
	some peer in rule[key]
	is_anybody(peer)
	msg := sprintf("%s: a peer of %s is anybody", [objects.title(policy), direction])
}

is_anybody(peer) if peer.namespaceSelector == {}

is_anybody(peer) if {
	peer.podSelector == {}
	not peer.namespaceSelector
}

is_anybody(peer) if peer.ipBlock.cidr in {"0.0.0.0/0", "::/0"}

deny contains msg if {
	some workload in objects.workloads
	some policy in own_policies(workload.labels)
	not resolves_names(policy)
	msg := sprintf("%s: it cannot look names up", [workload.title])
}

resolves_names(policy) if {
	some rule in policy.spec.egress
	some port in rule.ports
	port.port == 53
	count(rule.to) > 0
}

# The edges between workloads of the release, as [caller, called, port].
edges_out contains [caller.name, called.name, port.port] if {
	some caller in objects.workloads
	some policy in own_policies(caller.labels)
	some rule in policy.spec.egress
	some peer in rule.to
	some called in objects.workloads
	is_peer(peer, called)
	some port in rule.ports
}

edges_in contains [caller.name, called.name, port.port] if {
	some called in objects.workloads
	some policy in own_policies(called.labels)
	some rule in policy.spec.ingress
	some peer in rule.from
	some caller in objects.workloads
	is_peer(peer, caller)
	some port in rule.ports
}

is_peer(peer, workload) if {
	not peer.namespaceSelector
	count(peer.podSelector.matchLabels) > 0
	objects.selects(peer.podSelector, workload.labels)
}

deny contains msg if {
	some edge in (edges_out - edges_in)
	msg := sprintf("NetworkPolicy %s: it does not let %s in at port %d, who is let out", [edge[1], edge[0], edge[2]])
}

deny contains msg if {
	some edge in (edges_in - edges_out)
	msg := sprintf("NetworkPolicy %s: it does not let out to %s at port %d, who lets it in", [edge[0], edge[1], edge[2]])
}

# Placement, scheduler, sentry and operator, at the ports of their pods.
control_plane := {50001, 50005, 50006, 6500}

deny contains msg if {
	some app in objects.apps
	some port in (control_plane - ports_of_others(app))
	msg := sprintf("%s: its sidecar does not reach the control plane of Dapr at port %d", [app.title, port])
}

ports_of_others(app) := {port.port |
	some policy in own_policies(app.labels)
	some rule in policy.spec.egress
	some peer in rule.to
	peer.namespaceSelector
	some port in rule.ports
}
