import type { App } from '@commerce/runtime/app';
import { GENERATED } from './generated.ts';

/** Retries of deliveries; invocations are retried by the runtime alone. */
export function resiliencyFile(apps: readonly App[]): string {
  const called = apps.filter(({ edge }) => !edge);
  return `# ${GENERATED}
# Retries of deliveries from Dapr to the apps. All other retries are in the code
# (packages/runtime/sidecar): nothing is retried in two layers.
apiVersion: dapr.io/v1alpha1
kind: Resiliency
metadata:
  name: resiliency
spec:
  policies:
    retries:
      # About 1, 1.5, 2.3, 3.4 and 5 s: outlives the restart of an app and ends well before the
      # component's processingTimeout, after which the message would be delivered a second time.
      redelivery:
        policy: exponential
        duration: 1s
        maxInterval: 10s
        maxRetries: 5
      # Dapr by itself repeats an invocation three times, a POST like a GET, even when the first may
      # have arrived. A policy of the app replaces that.
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
