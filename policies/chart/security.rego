# Every pod keeps PodSecurity `restricted`, the sidecar that is injected into it as well, and its root filesystem is
# read-only.
package chart.security

import data.objects

# The sidecar is made in the cluster; these annotations are what it takes there.
deny contains msg if {
	some app in objects.apps
	app.annotations["dapr.io/sidecar-seccomp-profile-type"] != "RuntimeDefault"
	msg := sprintf("%s: its sidecar has no seccomp profile", [app.title])
}

loosened_sidecar := {
	"dapr.io/sidecar-listen-addresses": {"0.0.0.0", "0.0.0.0,[::]"},
	"dapr.io/disable-builtin-k8s-secret-store": {"false"},
	"dapr.io/enable-debug": {"true"},
	"dapr.io/enable-profiling": {"true"},
}

deny contains msg if {
	some app in objects.apps
	some annotation, values in loosened_sidecar
	app.annotations[annotation] in values
	msg := sprintf("%s: %s opens its sidecar", [app.title, annotation])
}

deny contains msg if {
	some workload in objects.workloads
	not workload.pod.securityContext.runAsNonRoot == true
	msg := sprintf("%s: its pod may run as root", [workload.title])
}

deny contains msg if {
	some workload in objects.workloads
	not workload.pod.securityContext.seccompProfile.type == "RuntimeDefault"
	msg := sprintf("%s: its pod has no seccomp profile", [workload.title])
}

deny contains msg if {
	some workload in objects.workloads
	some shared in {"hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace"}
	workload.pod[shared]
	msg := sprintf("%s: its pod has %s", [workload.title, shared])
}

volumes := {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}

deny contains msg if {
	some workload in objects.workloads
	some volume in workload.pod.volumes
	some kind in (object.keys(volume) - {"name"})
	not kind in volumes
	msg := sprintf("%s: its volume %s is of the kind %s", [workload.title, volume.name, kind])
}

# Memory or disk of the node that grows without end.
deny contains msg if {
	some workload in objects.workloads
	some volume in workload.pod.volumes
	object.keys(volume).emptyDir
	not volume.emptyDir.sizeLimit
	msg := sprintf("%s: its volume %s has no limit of size", [workload.title, volume.name])
}

deny contains msg if {
	some workload in objects.workloads
	some container in workload.containers
	some port in container.ports
	port.hostPort
	msg := sprintf("%s: the container %s takes a port of the node", [workload.title, container.name])
}

faults(context) := {fault |
	some fault, is_there in {
		"is privileged": object.get(context, "privileged", false),
		"may gain privileges": object.get(context, "allowPrivilegeEscalation", true),
		"keeps capabilities": object.get(context, ["capabilities", "drop"], []) != ["ALL"],
		"adds capabilities": count(object.get(context, ["capabilities", "add"], [])) > 0,
		"writes to its root filesystem": object.get(context, "readOnlyRootFilesystem", false) == false,
		"runs as root": object.get(context, "runAsUser", 1) == 0,
		"has no seccomp profile": object.get(context, ["seccompProfile", "type"], "RuntimeDefault") == "Unconfined",
	}
	is_there
}

deny contains msg if {
	some workload in objects.workloads
	some container in workload.containers
	some fault in faults(object.get(container, "securityContext", {}))
	msg := sprintf("%s: the container %s %s", [workload.title, container.name, fault])
}
