# Nothing here asks the API server for anything.
package chart.accounts

import data.objects

accounts := {account.metadata.name | some account in objects.of_kind("ServiceAccount")}

deny contains msg if {
	some workload in objects.workloads
	not workload.pod.automountServiceAccountToken == false
	msg := sprintf("%s: its pod gets a token for the API server", [workload.title])
}

deny contains msg if {
	some account in objects.of_kind("ServiceAccount")
	not account.automountServiceAccountToken == false
	msg := sprintf("%s: its pods get a token for the API server", [objects.title(account)])
}

deny contains msg if {
	some workload in objects.workloads
	not object.get(workload.pod, "serviceAccountName", "default") in accounts
	msg := sprintf("%s: its service account is not of this release", [workload.title])
}

deny contains msg if {
	some app in objects.apps
	some other in objects.workloads
	app.title != other.title
	app.pod.serviceAccountName == other.pod.serviceAccountName
	msg := sprintf("%s: its service account is that of %s, too", [app.title, other.title])
}

deny contains msg if {
	some one in objects.all
	startswith(one.apiVersion, "rbac.authorization.k8s.io/")
	msg := sprintf("%s: no part of a release needs rights", [objects.title(one)])
}

# `GATEWAY_PORT` and the like of Services would be read as settings.
deny contains msg if {
	some workload in objects.workloads
	not workload.pod.enableServiceLinks == false
	msg := sprintf("%s: Services set variables of its pod", [workload.title])
}
