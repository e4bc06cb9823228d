{{/* A Dapr component: scoped to its apps, its secrets by reference. `extra` are further settings of it. */}}
{{- define "service.component" -}}
{{- $root := .root -}}
apiVersion: dapr.io/v1alpha1
kind: Component
metadata:
  name: {{ .component.name }}
  labels:
    {{- include "service.partOf" . | nindent 4 }}
{{- with .component.scopes }}
scopes:
  {{- toYaml . | nindent 2 }}
{{- end }}
auth:
  secretStore: kubernetes
spec:
  type: {{ .component.type }}
  version: {{ .component.version }}
  metadata:
    {{- range .component.metadata }}
    - name: {{ .name }}
      {{- if .secret }}
      secretKeyRef:
        name: {{ include "service.secretName" (dict "root" $root "of" .secret.of) }}
        key: {{ .secret.key }}
      {{- else }}
      value: {{ tpl .value $root | quote }}
      {{- end }}
    {{- end }}
    {{- range $name, $value := .extra }}
    - name: {{ $name }}
      value: {{ $value | quote }}
    {{- end }}
{{- end }}

{{/* The configuration of the sidecar of an app: the Dapr APIs that it may use, and who may call it. */}}
{{- define "service.configuration" -}}
{{- $dapr := .root.Values.dapr -}}
apiVersion: dapr.io/v1alpha1
kind: Configuration
metadata:
  name: {{ .name }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
spec:
  {{- toYaml .configuration | nindent 2 }}
  logging:
    apiLogging:
      enabled: false
      omitHealthChecks: true
  metrics:
    enabled: true
    http:
      increasedCardinality: false
  tracing:
    samplingRate: {{ $dapr.samplingRate | quote }}
    {{- with $dapr.otlpEndpoint }}
    otel:
      endpointAddress: {{ . | quote }}
      isSecure: false
      protocol: http
    {{- end }}
  secrets:
    scopes:
      - storeName: kubernetes
        defaultAccess: deny
  {{- tpl (toYaml .access) .root | nindent 2 }}
{{- end }}
