# What all policies of the chart look at: every object of a release at once, which takes `--combine`.
package objects

all := [one | some document in input; one := document.contents; one != null]

of_kind(kind) := [one | some one in all; one.kind == kind]

title(one) := sprintf("%s %s", [one.kind, one.metadata.name])

# Whatever makes pods, with its pod.
workloads := [workload |
	some one in all
	template := pod_template(one)
	workload := {
		"title": title(one),
		"kind": one.kind,
		"name": one.metadata.name,
		"labels": template.metadata.labels,
		"annotations": object.get(template.metadata, "annotations", {}),
		"pod": template.spec,
		"containers": array.concat(template.spec.containers, object.get(template.spec, "initContainers", [])),
		"spec": one.spec,
	}
]

pod_template(one) := one.spec.template if one.kind in {"Deployment", "Job"}

pod_template(one) := one if one.kind == "Pod"

# Apps are the Deployments with a sidecar.
apps := [workload |
	some workload in workloads
	workload.kind == "Deployment"
	workload.annotations["dapr.io/enabled"] == "true"
]

app_names := {app.name | some app in apps}

# The least replicas of a Deployment: of its autoscaler, if it has one.
least_replicas(deployment) := scaler.spec.minReplicas if {
	some scaler in of_kind("HorizontalPodAutoscaler")
	scaler.spec.scaleTargetRef.name == deployment.name
} else := scaler.spec.minReplicaCount if {
	some scaler in of_kind("ScaledObject")
	scaler.spec.scaleTargetRef.name == deployment.name
} else := object.get(deployment.spec, "replicas", 1)

# Whether labels have all those that a selector asks for.
selects(selector, labels) if {
	every name, value in selector.matchLabels {
		labels[name] == value
	}
}

seconds(duration) := time.parse_duration_ns(duration) / 1000000000
