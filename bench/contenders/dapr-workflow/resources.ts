import { component, configuration, type Resource } from '../dapr-sidecar.ts';

/** The Dapr resources of the contender: workflow state in PostgreSQL, a topic for each consumer. */
export function resourcesOf({
  stateUrl,
  namesFile,
  redisUrl,
  consumers,
}: {
  stateUrl: string;
  namesFile: string;
  redisUrl: string;
  consumers: readonly string[];
}): Resource[] {
  const redis = new URL(redisUrl);
  return [
    component('workflowstate', 'state.postgresql', 'v2', {
      connectionString: stateUrl,
      maxConns: '16',
      actorStateStore: 'true',
    }),
    // One component per consumer, so that each has its own consumer group.
    ...consumers.map((consumerID) =>
      component(`pubsub-${consumerID}`, 'pubsub.redis', 'v1', {
        redisHost: redis.host,
        redisPassword: decodeURIComponent(redis.password),
        consumerID,
        concurrency: '200',
        queueDepth: '400',
      }),
    ),
    ...consumers.map((consumer) => ({
      apiVersion: 'dapr.io/v2alpha1',
      kind: 'Subscription',
      metadata: { name: consumer },
      spec: {
        pubsubname: `pubsub-${consumer}`,
        topic: 'order-events',
        routes: { default: `/events/${consumer}` },
        bulkSubscribe: { enabled: true, maxMessagesCount: 100, maxAwaitDurationMs: 100 },
      },
    })),
    configuration(namesFile, {
      // The SDK's worker silently drops work items above a hundred.
      workflow: { maxConcurrentWorkflowInvocations: 50, maxConcurrentActivityInvocations: 50 },
    }),
  ];
}
