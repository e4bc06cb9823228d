{{/*
An app with its sidecar. It ends within the sum of its graces: preStop, in which endpoints and sidecars forget the
pod while it still answers; the graceful stop of the app; that of its sidecar; and 5 s for the kubelet.
*/}}
{{- define "service.deployment" -}}
{{- $settings := .app.settings -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
spec:
  {{- if not $settings.autoscaling.enabled }}
  replicas: {{ $settings.replicas | int }}
  {{- end }}
  revisionHistoryLimit: 5
  progressDeadlineSeconds: 300
  minReadySeconds: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  selector:
    matchLabels:
      {{- include "service.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "service.labels" . | nindent 8 }}
      annotations:
        {{- include "service.sidecar" . | nindent 8 }}
        checksum/secrets: {{ include "service.secretsChecksum" . }}
        checksum/dapr: {{ .daprChecksum }}
        {{- with $settings.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ .name }}
      automountServiceAccountToken: false
      # A Service named gateway would set GATEWAY_PORT to a URL.
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ add $settings.preStopSeconds .app.stopSeconds $settings.sidecarStopSeconds 5 }}
      {{- with $settings.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      securityContext:
        {{- include "service.podSecurity" . | nindent 8 }}
      containers:
        - name: app
          image: {{ include "service.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          securityContext:
            {{- include "service.containerSecurity" . | nindent 12 }}
          env:
            {{- include "service.environment" . | trim | nindent 12 }}
          ports:
            - name: http
              containerPort: {{ .app.port | int }}
            - name: metrics
              containerPort: {{ .app.metricsPort | int }}
          {{- include "service.probes" . | nindent 10 }}
          lifecycle:
            preStop:
              sleep:
                seconds: {{ $settings.preStopSeconds | int }}
          resources:
            {{- toYaml $settings.resources | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
      topologySpreadConstraints:
        {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - topologyKey: {{ . }}
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          matchLabelKeys: [pod-template-hash]
          labelSelector:
            matchLabels:
              {{- include "service.selector" $ | nindent 14 }}
        {{- end }}
      {{- with $settings.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $settings.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}

{{/*
Alive is the process alone. Ready are also its database, its broker and its sidecar (its health for outbound calls),
so a pod whose sidecar never came says so and gets no requests, and a database that is away restarts nothing.
*/}}
{{- define "service.probes" -}}
startupProbe:
  httpGet:
    path: /healthz
    port: http
  periodSeconds: 1
  failureThreshold: 60
livenessProbe:
  httpGet:
    path: /healthz
    port: http
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 3
readinessProbe:
  httpGet:
    path: /readyz
    port: http
  periodSeconds: 3
  timeoutSeconds: 5
  failureThreshold: 2
{{- end }}
