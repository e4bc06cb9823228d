import type { App } from 'dapr-actor-runtime/app';
import { GENERATED } from './generated.ts';

/** The retries of event deliveries; only the runtime retries invocations. */
export function resiliencyFile(apps: readonly App[]): string {
  const called = apps.filter(({ edge }) => !edge);
  return `# ${GENERATED}
# Retries of event deliveries from Dapr to the apps. All other retries are in the code
# (packages/runtime/sidecar), so that nothing is retried in two layers.
apiVersion: dapr.io/v1alpha1
kind: Resiliency
metadata:
  name: resiliency
spec:
  policies:
    retries:
      # For 12 s: longer than the restart of an app, and than the component's processingTimeout. When the
      # retries of a dead letter end after that time, it stays in the topic, otherwise it would be lost.
      redelivery:
        policy: constant
        duration: 2s
        maxRetries: 6
      # By default Dapr retries an invocation three times, even a POST, and even if the first one
      # may have arrived. A policy for the app replaces this default.
      never:
        policy: constant
        duration: 1s
        maxRetries: 0
  targets:
    apps:
${called.map(({ name }) => `      ${name}:\n        retry: never`).join('\n')}
    components:
      pubsub:
        inbound:
          retry: redelivery
`;
}
