package production.services

import data.objects

deny contains msg if {
	some ingress in objects.of_kind("Ingress")
	some rule in ingress.spec.rules
	not rule.host in {host | some tls in ingress.spec.tls; some host in tls.hosts}
	msg := sprintf("%s: %s is without TLS", [objects.title(ingress), rule.host])
}

deny contains msg if {
	some one in objects.all
	one.kind in {"Deployment", "Service"}
	one.metadata.name == "payment-provider"
	msg := sprintf("%s: it plays a provider, and takes no money", [objects.title(one)])
}

# Tokens name the address as their issuer, and links in mails lead to it.
deny contains msg if {
	some app in objects.apps
	some container in app.containers
	some variable in container.env
	variable.name == "TOKEN_ISSUER"
	not startswith(variable.value, "https://")
	msg := sprintf("%s: the address of the platform is not https", [app.title])
}
