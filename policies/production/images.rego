# A tag can be moved, a digest cannot.
package production.images

deny contains msg if {
	some [title, image] in data.chart.images.named
	not regex.match(`@sha256:[0-9a-f]{64}$`, image)
	msg := sprintf("%s: the image %s has no digest", [title, image])
}
