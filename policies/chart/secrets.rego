# A release has no secret in it, only the names of secrets; and it replaces the pods of an app when one changes.
package chart.secrets

import data.objects

secret_name := `(_KEY|_SECRET|_PASSWORD|_TOKEN|DATABASE_URL|REDIS_URL)$`

# A token of the provider's test cards.
no_secrets := {"PAYMENT_TOKEN"}

deny contains msg if {
	some secret in objects.of_kind("Secret")
	msg := sprintf("%s: secrets are made outside of the release", [objects.title(secret)])
}

deny contains msg if {
	some workload in objects.workloads
	some container in workload.containers
	some variable in container.env
	regex.match(secret_name, variable.name)
	not variable.name in no_secrets
	not variable.valueFrom.secretKeyRef.name
	msg := sprintf("%s: %s is not a reference to a secret", [workload.title, variable.name])
}

deny contains msg if {
	some one in objects.all
	walk(one, [_, text])
	is_string(text)
	regex.match(`[a-z]+://[^/\s:@]*:[^/\s@]+@`, text)
	msg := sprintf("%s: an address has a password in it", [objects.title(one)])
}

# Names of Dapr's settings that hold a secret.
secret_settings := {"connectionString", "redisHost", "redisPassword", "redisUsername", "saslPassword", "clientKey"}

deny contains msg if {
	some component in objects.of_kind("Component")
	some entry in component.spec.metadata
	entry.name in secret_settings
	not entry.secretKeyRef.name
	msg := sprintf("%s: %s is not a reference to a secret", [objects.title(component), entry.name])
}

deny contains msg if {
	some app in objects.apps
	some checksum in {"checksum/secrets", "checksum/dapr"}
	not regex.match(`^[0-9a-f]{64}$`, object.get(app.annotations, checksum, ""))
	msg := sprintf("%s: without %s its pods keep what was before", [app.title, checksum])
}

deny contains msg if {
	some app in objects.apps
	some token in {"dapr.io/api-token-secret", "dapr.io/app-token-secret"}
	object.get(app.annotations, token, "") == ""
	msg := sprintf("%s: without %s anybody in its pod is taken for the other one", [app.title, token])
}
