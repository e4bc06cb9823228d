{{/* The pods of an app of the release, as a peer. */}}
{{- define "service.peer" -}}
podSelector:
  matchLabels:
    {{- include "service.selector" . | nindent 4 }}
{{- end }}

{{/* A rule to or from somebody outside the release; nobody named: anybody, at this port. */}}
{{- define "service.outsideRule" -}}
{{- $key := .key -}}
- ports:
    - port: {{ .edge.port | int }}
      protocol: TCP
  {{- with .edge.peers }}
  {{ $key }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* Names are looked up at the cluster's DNS, nowhere else. */}}
{{- define "service.dnsRule" -}}
- to:
    - namespaceSelector:
        matchLabels:
          {{- toYaml .root.Values.networkPolicies.dns.namespaceLabels | nindent 10 }}
      podSelector:
        matchLabels:
          {{- toYaml .root.Values.networkPolicies.dns.podLabels | nindent 10 }}
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}

{{/*
The named edges of an app. In: sidecars of `callers` at the port for sidecars, `visitors` at the port of the app, and
whoever collects metrics; from its own pod the sidecar needs no rule, and the kubelet's probes are let through by every network plug-in. Out: DNS,
Dapr's control plane, the sidecars of the apps that it calls, its database, Redis, and what its settings name.
*/}}
{{- define "service.networkPolicy" -}}
{{- $policies := .root.Values.networkPolicies -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .name }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "service.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- with .callers }}
    - ports:
        - port: 50002
          protocol: TCP
      from:
        {{- range . }}
        -
          {{- include "service.peer" (dict "root" $.root "name" .) | nindent 10 }}
        {{- end }}
    {{- end }}
    {{- with .visitors }}
    - ports:
        - port: {{ $.app.port | int }}
          protocol: TCP
      from:
        {{- range . }}
        -
          {{- include "service.peer" (dict "root" $.root "name" .) | nindent 10 }}
        {{- end }}
    {{- end }}
    {{- if .app.edge }}
    {{- include "service.outsideRule" (dict "key" "from" "edge" (dict "port" .app.port "peers" $policies.gateway.peers)) | nindent 4 }}
    {{- end }}
    {{- range $port := list 9090 .app.metricsPort }}
    {{- include "service.outsideRule" (dict "key" "from" "edge" (dict "port" $port "peers" $policies.metrics.peers)) | nindent 4 }}
    {{- end }}
  egress:
    {{- include "service.dnsRule" . | nindent 4 }}
    # Placement, scheduler, sentry and operator, at the ports of their pods.
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ .root.Values.dapr.namespace }}
      ports:
        {{- range list 50005 50006 50001 6500 }}
        - port: {{ . }}
          protocol: TCP
        {{- end }}
    {{- with .app.calls }}
    - to:
        {{- range . }}
        -
          {{- include "service.peer" (dict "root" $.root "name" .) | nindent 10 }}
        {{- end }}
      ports:
        - port: 50002
          protocol: TCP
    {{- end }}
    {{- if .app.database }}
    {{- include "service.outsideRule" (dict "key" "to" "edge" $policies.postgres) | nindent 4 }}
    {{- end }}
    {{- if .app.redis }}
    {{- include "service.outsideRule" (dict "key" "to" "edge" $policies.redis) | nindent 4 }}
    {{- end }}
    {{- if .root.Values.dapr.otlpEndpoint }}
    {{- include "service.outsideRule" (dict "key" "to" "edge" $policies.otlp) | nindent 4 }}
    {{- end }}
    {{- range .app.settings.egress }}
    {{- include "service.outsideRule" (dict "key" "to" "edge" .) | nindent 4 }}
    {{- end }}
{{- end }}
