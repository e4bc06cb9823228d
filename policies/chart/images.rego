# An image always means the same program.
package chart.images

import data.objects

named contains [workload.title, container.image] if {
	some workload in objects.workloads
	some container in workload.containers
}

named contains [app.title, image] if {
	some app in objects.apps
	image := app.annotations["dapr.io/sidecar-image"]
}

deny contains msg if {
	some [title, image] in named
	not regex.match(`^[^@]+(:[\w.-]+|@sha256:[0-9a-f]{64})$`, image)
	msg := sprintf("%s: the image %s has neither a tag nor a whole digest", [title, image])
}

deny contains msg if {
	some [title, image] in named
	endswith(image, ":latest")
	msg := sprintf("%s: the image %s is another one every day", [title, image])
}
