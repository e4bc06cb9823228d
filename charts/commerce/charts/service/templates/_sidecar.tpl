{{/* The annotations from which Dapr's injector makes the sidecar of an app. */}}
{{- define "service.sidecar" -}}
{{- $dapr := .root.Values.dapr -}}
{{- $sidecar := .app.settings.sidecar -}}
dapr.io/enabled: "true"
dapr.io/app-id: {{ .name }}
{{- if not .app.edge }}
dapr.io/app-port: {{ .app.port | int | quote }}
dapr.io/app-protocol: http
{{- end }}
dapr.io/config: {{ .name }}
dapr.io/log-level: {{ $dapr.logLevel }}
dapr.io/log-as-json: "true"
dapr.io/enable-metrics: "true"
dapr.io/metrics-port: "9090"
dapr.io/api-token-secret: {{ include "service.secretName" (dict "root" .root "of" "dapr-api-token") }}
dapr.io/app-token-secret: {{ include "service.secretName" (dict "root" .root "of" "app-api-token") }}
# The operator hands components over with their secrets in them, so the sidecar needs no access to secrets.
dapr.io/disable-builtin-k8s-secret-store: "true"
# Starts before the app and ends after it, so that the app can use it until its last request.
dapr.io/enable-native-sidecar: "true"
dapr.io/graceful-shutdown-seconds: {{ .app.settings.sidecarStopSeconds | int | quote }}
dapr.io/max-body-size: 4Mi
dapr.io/read-buffer-size: 16Ki
dapr.io/sidecar-seccomp-profile-type: RuntimeDefault
dapr.io/sidecar-cpu-request: {{ $sidecar.cpuRequest }}
dapr.io/sidecar-memory-request: {{ $sidecar.memoryRequest }}
dapr.io/sidecar-memory-limit: {{ $sidecar.memoryLimit }}
# Nine tenths of the memory limit: Go collects harder before the kernel ends the process.
dapr.io/env: {{ printf "GOMEMLIMIT=%dMiB" (div (mul 90 (include "service.mebibytes" $sidecar.memoryLimit | int)) 100) }}
{{- with $dapr.placementAddress }}
dapr.io/placement-host-address: {{ . }}
{{- end }}
{{- with $dapr.sidecarImage }}
dapr.io/sidecar-image: {{ . }}
{{- end }}
{{- end }}
