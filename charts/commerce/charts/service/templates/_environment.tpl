{{/*
The environment of an app: what the chart knows, what the values set, what secrets hold, and the heap of Node,
three quarters of the memory limit: buffers and the hashes of passwords are outside of it.
*/}}
{{- define "service.environment" -}}
{{- $root := .root -}}
{{- range $name, $value := .app.environment }}
- name: {{ $name }}
  value: {{ tpl $value $root | quote }}
{{- end }}
{{- range $name, $value := .app.settings.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
- name: NODE_OPTIONS
  value: {{ printf "--max-old-space-size=%d" (div (mul 75 (include "service.mebibytes" .app.settings.resources.limits.memory | int)) 100) }}
{{- include "service.secretEnvironment" (dict "root" .root "secrets" .app.secrets) }}
{{- end }}

{{- define "service.secretEnvironment" -}}
{{- $root := .root -}}
{{- range $name, $secret := .secrets }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ include "service.secretName" (dict "root" $root "of" $secret.of) }}
      key: {{ $secret.key }}
      {{- if $secret.optional }}
      optional: true
      {{- end }}
{{- end }}
{{- end }}

{{/*
A checksum of the secrets of an app as they are in the cluster, so that an upgrade after a rotation replaces its
pods. Rendered without a cluster it is that of nothing.
*/}}
{{- define "service.secretsChecksum" -}}
{{- $root := .root -}}
{{- $data := dict -}}
{{- range $secret := .app.secrets -}}
{{- $name := include "service.secretName" (dict "root" $root "of" $secret.of) -}}
{{- $found := lookup "v1" "Secret" $root.Release.Namespace $name -}}
{{- $_ := set $data $name (get ($found | default dict) "data" | default dict) -}}
{{- end -}}
{{ toJson $data | sha256sum }}
{{- end }}
