{{/* How many replicas an app has at least. */}}
{{- define "service.minReplicas" -}}
{{- $settings := .app.settings -}}
{{- if $settings.autoscaling.enabled }}{{ $settings.autoscaling.minReplicas | int }}{{ else }}{{ $settings.replicas | int }}{{ end -}}
{{- end }}

{{/* None for a single replica: it would keep a node from ever being drained. */}}
{{- define "service.disruptionBudget" -}}
{{- if gt (include "service.minReplicas" . | int) 1 -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "service.selector" . | nindent 6 }}
{{- end }}
{{- end }}

{{/*
One pod a minute, after five quiet minutes: every pod that goes makes placement move its actors, and a quick
return would move them twice.
*/}}
{{- define "service.scaling" -}}
scaleDown:
  stabilizationWindowSeconds: 300
  policies:
    - type: Pods
      value: 1
      periodSeconds: 60
scaleUp:
  stabilizationWindowSeconds: 0
  policies:
    - type: Pods
      value: 2
      periodSeconds: 30
{{- end }}

{{/* By the CPU of the app alone: its sidecar idles at another level. Where KEDA is, it scales instead. */}}
{{- define "service.autoscaler" -}}
{{- $scaling := .app.settings.autoscaling -}}
{{- $keda := and (.root.Capabilities.APIVersions.Has "keda.sh/v1alpha1") .app.backlogs -}}
{{- if and $scaling.enabled (not $keda) -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .name }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .name }}
  minReplicas: {{ $scaling.minReplicas | int }}
  maxReplicas: {{ $scaling.maxReplicas | int }}
  metrics:
    - type: ContainerResource
      containerResource:
        name: cpu
        container: app
        target:
          type: Utilization
          averageUtilization: {{ $scaling.cpuPercent | int }}
  behavior:
    {{- include "service.scaling" . | nindent 4 }}
{{- else if $scaling.enabled -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ .name }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    name: {{ .name }}
  minReplicaCount: {{ $scaling.minReplicas | int }}
  maxReplicaCount: {{ $scaling.maxReplicas | int }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        {{- include "service.scaling" . | nindent 8 }}
  triggers:
    - type: cpu
      metricType: Utilization
      metadata:
        value: {{ $scaling.cpuPercent | int | quote }}
        containerName: app
    {{- range .app.backlogs }}
    - type: redis-streams
      metadata:
        stream: {{ tpl .stream $.root }}
        consumerGroup: {{ .group }}
        lagCount: {{ $scaling.backlog | int | quote }}
        activationLagCount: "0"
        {{- if $.root.Values.redis.tls }}
        enableTLS: "true"
        {{- end }}
      authenticationRef:
        name: redis
    {{- end }}
{{- end }}
{{- end }}
