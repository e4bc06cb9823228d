# An upgrade, a drained node or a lost zone takes a part of an app, never all of it.
package chart.availability

import data.objects

topologies := {"topology.kubernetes.io/zone", "kubernetes.io/hostname"}

spreads(app, topology) if {
	some constraint in app.pod.topologySpreadConstraints
	constraint.topologyKey == topology
	objects.selects(constraint.labelSelector, app.labels)
}

deny contains msg if {
	some app in objects.apps
	some topology in topologies
	not spreads(app, topology)
	msg := sprintf("%s: its pods are not spread by %s", [app.title, topology])
}

deny contains msg if {
	some app in objects.apps
	not app.spec.strategy.rollingUpdate.maxUnavailable == 0
	msg := sprintf("%s: an upgrade ends a pod before the next one is ready", [app.title])
}

budgets(app) := [budget |
	some budget in objects.of_kind("PodDisruptionBudget")
	objects.selects(budget.spec.selector, app.labels)
]

deny contains msg if {
	some app in objects.apps
	objects.least_replicas(app) > 1
	count(budgets(app)) != 1
	msg := sprintf("%s: it has several replicas and not one PodDisruptionBudget", [app.title])
}

deny contains msg if {
	some app in objects.apps
	objects.least_replicas(app) < 2
	count(budgets(app)) > 0
	msg := sprintf("%s: the PodDisruptionBudget of a single replica keeps its node from being drained", [app.title])
}

deny contains msg if {
	some budget in objects.of_kind("PodDisruptionBudget")
	not budget.spec.maxUnavailable == 1
	msg := sprintf("%s: maxUnavailable is not 1", [objects.title(budget)])
}

scale_down contains [scaler, scaler.spec.behavior.scaleDown] if {
	some scaler in objects.of_kind("HorizontalPodAutoscaler")
}

scale_down contains [scaler, scaler.spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown] if {
	some scaler in objects.of_kind("ScaledObject")
}

# Every pod that goes makes placement move its actors.
goes_slowly(behavior) if {
	behavior.stabilizationWindowSeconds >= 300
	every policy in behavior.policies {
		policy.type == "Pods"
		policy.value == 1
		policy.periodSeconds >= 60
	}
}

deny contains msg if {
	some [scaler, behavior] in scale_down
	not goes_slowly(behavior)
	msg := sprintf("%s: it takes more than one pod a minute away, and actors move with each", [objects.title(scaler)])
}

# A Deployment with a number of its own would take back what its autoscaler did at every upgrade.
deny contains msg if {
	some [scaler, _] in scale_down
	some app in objects.apps
	app.name == scaler.spec.scaleTargetRef.name
	app.spec.replicas
	msg := sprintf("%s: it has both replicas and an autoscaler", [app.title])
}
