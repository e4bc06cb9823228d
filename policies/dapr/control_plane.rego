# What an installation of Dapr must be for the release: highly available, and no pod without its sidecar.
package dapr.control_plane

import data.objects

# Programs of the control plane, and how they may be several.
programs := {
	"dapr-operator": "Deployment",
	"dapr-sentry": "Deployment",
	"dapr-sidecar-injector": "Deployment",
	"dapr-placement-server": "StatefulSet",
	"dapr-scheduler-server": "StatefulSet",
}

deny contains msg if {
	some name, kind in programs
	replicas := [one.spec.replicas | some one in objects.of_kind(kind); one.metadata.name == name]
	not sum(replicas) >= 3
	msg := sprintf("%s: it has fewer than three replicas (global.ha.enabled)", [name])
}

webhooks := [webhook |
	some configuration in objects.of_kind("MutatingWebhookConfiguration")
	some webhook in configuration.webhooks
	webhook.name == "sidecar-injector.dapr.io"
]

# With `Ignore` a pod that is made while the injector is away runs without a sidecar, for good.
deny contains msg if {
	not all_fail
	msg := "sidecar injector: pods start without it (dapr_sidecar_injector.webhookFailurePolicy=Fail)"
}

all_fail if {
	count(webhooks) > 0
	every webhook in webhooks {
		webhook.failurePolicy == "Fail"
	}
}

left_out(webhook) := {name |
	some expression in webhook.namespaceSelector.matchExpressions
	expression.key == "kubernetes.io/metadata.name"
	expression.operator == "NotIn"
	some name in expression.values
}

# Then the pods of these namespaces could never start, the injector's own among them.
deny contains msg if {
	some webhook in webhooks
	some name in ({"kube-system", "dapr-system"} - left_out(webhook))
	msg := sprintf("sidecar injector: pods of %s wait for it (dapr_sidecar_injector.namespaceSelector)", [name])
}

injector_environment[name] := value if {
	some one in objects.of_kind("Deployment")
	one.metadata.name == "dapr-sidecar-injector"
	some container in one.spec.template.spec.containers
	some variable in container.env
	name := variable.name
	value := variable.value
}

deny contains msg if {
	not injector_environment.SIDECAR_DROP_ALL_CAPABILITIES == "true"
	msg := "sidecar injector: sidecars keep capabilities (dapr_sidecar_injector.sidecarDropALLCapabilities=true)"
}

deny contains msg if {
	not injector_environment.SIDECAR_READ_ONLY_ROOT_FILESYSTEM == "true"
	msg := "sidecar injector: sidecars write to their root filesystem (dapr_sidecar_injector.sidecarReadOnlyRootFilesystem=true)"
}

deny contains msg if {
	not injector_environment.SIDECAR_RUN_AS_NON_ROOT == "true"
	msg := "sidecar injector: sidecars may run as root (dapr_sidecar_injector.runAsNonRoot=true)"
}

workloads := [one | some one in objects.all; one.kind in {"Deployment", "StatefulSet"}]

deny contains msg if {
	some one in workloads
	not has_profile(one.spec.template.spec)
	msg := sprintf("%s: it has no seccomp profile (global.seccompProfile=RuntimeDefault)", [objects.title(one)])
}

has_profile(pod) if pod.securityContext.seccompProfile.type == "RuntimeDefault"

has_profile(pod) if {
	every container in pod.containers {
		container.securityContext.seccompProfile.type == "RuntimeDefault"
	}
}

# Sidecars trust each other by their certificates.
deny contains msg if {
	some configuration in objects.of_kind("Configuration")
	configuration.metadata.name == "daprsystem"
	not configuration.spec.mtls.enabled == true
	msg := "Configuration daprsystem: calls between sidecars are neither encrypted nor known (global.mtls.enabled=true)"
}
