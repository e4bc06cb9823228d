{{/*
Migrates the database of an app before its new pods start, without a sidecar, so that the Job ends. Migrations are
additive: pods of the version before go on working meanwhile, and after a rollback. A failed Job fails the upgrade
before anything of it runs.
*/}}
{{- define "service.migration" -}}
{{- $migrations := .root.Values.migrations -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate-{{ .name }}
  labels:
    {{- include "service.labels" (dict "root" .root "name" "migrate") | nindent 4 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "0"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: {{ $migrations.backoffLimit | int }}
  activeDeadlineSeconds: {{ $migrations.deadlineSeconds | int }}
  ttlSecondsAfterFinished: 86400
  template:
    metadata:
      labels:
        {{- include "service.labels" (dict "root" .root "name" "migrate") | nindent 8 }}
    spec:
      restartPolicy: Never
      serviceAccountName: migrate
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        {{- include "service.podSecurity" . | nindent 8 }}
      containers:
        - name: migrate
          image: {{ include "service.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: [migrate]
          securityContext:
            {{- include "service.containerSecurity" . | nindent 12 }}
          env:
            {{- include "service.secretEnvironment" (dict "root" .root "secrets" (pick .app.secrets "DATABASE_URL")) | trim | nindent 12 }}
          resources:
            {{- toYaml $migrations.resources | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 16Mi
{{- end }}
