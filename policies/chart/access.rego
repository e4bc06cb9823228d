# Nobody may call an app, use an API of its sidecar or a component but those that are named.
package chart.access

import data.objects

configurations := objects.of_kind("Configuration")

deny contains msg if {
	some configuration in configurations
	not configuration.spec.accessControl.defaultAction == "deny"
	msg := sprintf("%s: whoever it does not name may call", [objects.title(configuration)])
}

deny contains msg if {
	some configuration in configurations
	some policy in configuration.spec.accessControl.policies
	not policy.defaultAction == "deny"
	msg := sprintf("%s: %s may call whatever it does not name", [objects.title(configuration), policy.appId])
}

deny contains msg if {
	some configuration in configurations
	some policy in configuration.spec.accessControl.policies
	some operation in policy.operations
	is_open(operation)
	msg := sprintf("%s: %s may call everything", [objects.title(configuration), policy.appId])
}

is_open(operation) if operation.name in {"*", "/*", "/**", "/***"}

is_open(operation) if "*" in operation.httpVerb

deny contains msg if {
	some configuration in configurations
	some policy in configuration.spec.accessControl.policies
	not [policy.appId, configuration.metadata.name] in calls
	msg := sprintf("%s: %s may call, but no NetworkPolicy lets it through", [objects.title(configuration), policy.appId])
}

calls := {[caller, called] | some [caller, called, port] in data.chart.network.edges_in; port == data.chart.network.sidecar_port}

deny contains msg if {
	some configuration in configurations
	count(object.get(configuration.spec, ["api", "allowed"], [])) == 0
	msg := sprintf("%s: its app may use every API of the sidecar", [objects.title(configuration)])
}

deny contains msg if {
	some configuration in configurations
	not denies_secrets(configuration)
	msg := sprintf("%s: its app may read secrets through the sidecar", [objects.title(configuration)])
}

denies_secrets(configuration) if {
	count(configuration.spec.secrets.scopes) > 0
	every scope in configuration.spec.secrets.scopes {
		scope.defaultAccess == "deny"
	}
}

deny contains msg if {
	some component in objects.of_kind("Component")
	count(object.get(component, "scopes", [])) == 0
	msg := sprintf("%s: every app of the namespace has it", [objects.title(component)])
}

deny contains msg if {
	some component in objects.of_kind("Component")
	some scope in component.scopes
	not scope in objects.app_names
	msg := sprintf("%s: %s has it, which is no app of the release", [objects.title(component), scope])
}

setting(component, name) := value if {
	some entry in component.spec.metadata
	entry.name == name
	value := object.get(entry, "value", "")
} else := ""

brokers := [component | some component in objects.of_kind("Component"); startswith(component.spec.type, "pubsub.")]

deny contains msg if {
	some broker in brokers
	setting(broker, "allowedTopics") == ""
	msg := sprintf("%s: its apps may make topics", [objects.title(broker)])
}

topics(broker, name) := {topic | some topic in split(setting(broker, name), ",")}

# An app that no scope names may use every topic that is not protected.
deny contains msg if {
	some broker in brokers
	count(broker.scopes) > 1
	some topic in (topics(broker, "allowedTopics") - topics(broker, "protectedTopics"))
	msg := sprintf("%s: an app that no scope names may use %s", [objects.title(broker), topic])
}

# Without a policy any app that reaches a sidecar may start workflows of its app.
deny contains msg if {
	some configuration in configurations
	some api in configuration.spec.api.allowed
	api.name == "workflows"
	app := configuration.metadata.name
	not app in {scope | some policy in objects.of_kind("WorkflowAccessPolicy"); some scope in policy.scopes}
	msg := sprintf("%s: no WorkflowAccessPolicy guards its workflows", [objects.title(configuration)])
}
