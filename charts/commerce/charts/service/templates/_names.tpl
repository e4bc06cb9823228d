{{/*
Every template of this chart takes a dictionary: `root` is the context of the chart that includes it, `name`
the name of the app, `app` what is known of it (environment, secrets, calls), with `settings` from the values.
*/}}

{{/* The labels that select the pods of an app. They never change. */}}
{{- define "service.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* The labels that select all pods of the release. */}}
{{- define "service.partOf" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
{{- end }}

{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* The image of an app: by digest if one is given, else by tag. */}}
{{- define "service.image" -}}
{{- $image := .root.Values.image -}}
{{- $repository := printf "%s/%s%s" $image.registry $image.prefix .name -}}
{{- $digest := get ($image.digests | default dict) .name -}}
{{- if $digest -}}
{{ $repository }}@{{ $digest }}
{{- else if $image.requireDigests -}}
{{- fail (printf "image.digests.%s is missing: image.requireDigests asks for the digest of every image" .name) -}}
{{- else -}}
{{ $repository }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* The name of a secret: of an app, or one that apps share. */}}
{{- define "service.secretName" -}}
{{ .root.Values.secretPrefix }}{{ .of }}
{{- end }}

{{/* A size in whole MiB as a number. */}}
{{- define "service.mebibytes" -}}
{{- if not (regexMatch "^[1-9][0-9]*Mi$" .) -}}
{{- fail (printf "memory must be in whole MiB such as 384Mi, not %q" .) -}}
{{- end -}}
{{ trimSuffix "Mi" . }}
{{- end }}
