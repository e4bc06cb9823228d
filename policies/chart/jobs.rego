# Only Deployments run on. A Job and a pod of a test are hooks, and end.
package chart.jobs

import data.objects

deny contains msg if {
	some one in objects.all
	one.kind in {"StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "CronJob"}
	msg := sprintf("%s: no other policy looks at this kind", [objects.title(one)])
}

hooks(one) := split(object.get(one.metadata, ["annotations", "helm.sh/hook"], ""), ",")

weight(one) := to_number(object.get(one.metadata, ["annotations", "helm.sh/hook-weight"], "0"))

jobs := objects.of_kind("Job")

# With `pre-install` alone an upgrade would start new pods on an old schema.
deny contains msg if {
	some job in jobs
	some hook in {"pre-install", "pre-upgrade"}
	not hook in hooks(job)
	msg := sprintf("%s: it does not run at %s", [objects.title(job), hook])
}

deny contains msg if {
	some job in jobs
	some limit in {"activeDeadlineSeconds", "backoffLimit"}
	object.get(job.spec, limit, -1) < 0
	msg := sprintf("%s: it has no %s", [objects.title(job), limit])
}

deny contains msg if {
	some workload in objects.workloads
	workload.kind != "Deployment"
	workload.pod.restartPolicy != "Never"
	msg := sprintf("%s: its containers start again and again", [workload.title])
}

deny contains msg if {
	some pod in objects.of_kind("Pod")
	not "test" in hooks(pod)
	msg := sprintf("%s: nothing starts it again", [objects.title(pod)])
}

# Hooks run before the objects of the release are there.
deny contains msg if {
	some job in jobs
	some kind in {"ServiceAccount", "NetworkPolicy"}
	count([one | some one in objects.of_kind(kind); is_before(one, job)]) == 0
	msg := sprintf("%s: no %s is there when it runs", [objects.title(job), kind])
}

is_before(one, job) if {
	one.metadata.name == job.spec.template.spec.serviceAccountName
	object.subset({hook | some hook in hooks(one)}, {hook | some hook in hooks(job)})
	weight(one) < weight(job)
}
