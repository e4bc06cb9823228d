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
      # About 1, 1.5, 2.3, 3.4 and 5 s: longer than the restart of an app, and well below the
      # component's processingTimeout, after which the message would be delivered a second time.
      redelivery:
        policy: exponential
        duration: 1s
        maxInterval: 10s
        maxRetries: 5
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
