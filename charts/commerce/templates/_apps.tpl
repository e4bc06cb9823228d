{{/*
What is known of the apps, by name: derived/apps.yaml, which `npm run generate` writes from their declarations, with
their settings: those of `apps.<app>`, and `defaults` for the rest.
*/}}
{{- define "commerce.apps" -}}
{{- $values := .Values -}}
{{- $apps := .Files.Get "derived/apps.yaml" | fromYaml -}}
{{- range $name, $app := $apps -}}
{{- $own := get ($values.apps | default dict) $name | default dict -}}
{{- $_ := set $app "settings" (mergeOverwrite (deepCopy $values.defaults) (deepCopy $own)) -}}
{{- end -}}
{{ toYaml $apps }}
{{- end }}

{{- define "commerce.dapr" -}}
{{ .Files.Get "derived/dapr.yaml" }}
{{- end }}

