# The labels that Kubernetes recommends, by which objects and pods of a release are found.
package chart.labels

import data.objects

deny contains msg if {
	some one in objects.all
	some label in {"instance", "part-of"}
	not one.metadata.labels[sprintf("app.kubernetes.io/%s", [label])]
	msg := sprintf("%s: it has no label app.kubernetes.io/%s", [objects.title(one), label])
}

deny contains msg if {
	some workload in objects.workloads
	some label in {"name", "version", "part-of", "instance"}
	not workload.labels[sprintf("app.kubernetes.io/%s", [label])]
	msg := sprintf("%s: its pods have no label app.kubernetes.io/%s", [workload.title, label])
}

# A version in a selector could never change.
deny contains msg if {
	some workload in objects.workloads
	workload.kind == "Deployment"
	some label in {"app.kubernetes.io/version", "helm.sh/chart"}
	workload.spec.selector.matchLabels[label]
	msg := sprintf("%s: it is selected by %s, which changes", [workload.title, label])
}
