import test from 'ava';
import { parse, parseAllDocuments } from 'yaml';
import { readText, repositoryFiles } from './repository-files.ts';

// What was in the hands of a sidecar that died reaches consumers within 15 s: the settings say so.

/** The longest way of an event past a dead sidecar, s. */
const BOUND_S = 15;
/** The longest time for which a worker of an outbox looks for its marker, s (ADR 0034). */
const MARKER_S = 11;

function settingOf(file: string, name: string): string {
  const { metadata } = parse(readText(file)).spec as {
    metadata: { name: string; value?: string }[];
  };
  return metadata.find((setting) => setting.name === name)?.value ?? '';
}

/** A time of a Redis component, s. With a unit its redeliverInterval is ignored, so it is in ms. */
function timeOf(file: string, name: 'processingTimeout' | 'redeliverInterval'): number {
  const value = settingOf(file, name);
  if (!/^[1-9][0-9]*$/.test(value)) throw new Error(`${file}: ${name} is not a number of ms`);
  return Number(value) / 1_000;
}

/** A time of another component, s. */
function secondsOf(file: string, name: string): number {
  const [, seconds] = /^([1-9][0-9]*)s$/.exec(settingOf(file, name)) ?? [];
  if (seconds === undefined) throw new Error(`${file}: ${name} is not a number of seconds`);
  return Number(seconds);
}

/** The longest time until what a dead sidecar had read is delivered again, s. */
function longestRedelivery(file: string): number {
  const { type } = parse(readText(file)).spec as { type: string };
  if (type === 'pubsub.kafka') return secondsOf(file, 'sessionTimeout');
  if (type === 'pubsub.jetstream') return secondsOf(file, 'ackWait');
  return timeOf(file, 'processingTimeout') + timeOf(file, 'redeliverInterval');
}

/** How long an inbound policy tries without the time of the tries, s. */
function retriesOf(file: string): number {
  const [document] = parseAllDocuments(readText(file));
  if (document === undefined) throw new Error(`${file} is empty`);
  const { policy, duration, maxRetries } = document.toJS().spec.policies.retries.redelivery;
  if (policy !== 'constant') throw new Error(`${file}: random pauses have no shortest sum`);
  return Number(/^(\d+)s$/.exec(duration)?.[1]) * maxRetries;
}

const pubsubs = repositoryFiles.filter((file) => /components\/(?:.*\/)?pubsub\.yaml$/.test(file));

test('what a dead sidecar had read is delivered again within 15 s, by every pub/sub component', (t) => {
  t.true(pubsubs.length >= 5);
  for (const file of pubsubs) t.true(longestRedelivery(file) < BOUND_S, file);
});

test('JetStream does not deliver an event again while its sidecar still tries', (t) => {
  const file = 'components/jetstream/pubsub.yaml';
  t.true(secondsOf(file, 'ackWait') > retriesOf('dapr/resources/resiliency.yaml'));
});

// Kafka and JetStream keep what was not acknowledged, whatever the times.
test('a dead letter that its app cannot take stays in the topic: retries last longer than a delivery may take', (t) => {
  const policies = {
    'components/local/pubsub.yaml': 'dapr/resources/resiliency.yaml',
    'components/accelerated/pubsub.yaml': 'dapr/resources/resiliency.yaml',
    'examples/bank/components/pubsub.yaml': 'examples/bank/components/resiliency.yaml',
  };
  const onRedis = pubsubs.filter((file) => !/kafka|jetstream/.test(file));
  t.deepEqual(Object.keys(policies).toSorted(), onRedis.toSorted());
  for (const [pubsub, policy] of Object.entries(policies)) {
    t.true(
      retriesOf(policy) > timeOf(pubsub, 'processingTimeout'),
      `${policy}: ${retriesOf(policy)} s`,
    );
  }
});

test('an outbox that is redelivered has time to look for its marker', (t) => {
  const file = 'components/accelerated/outboxpubsub.yaml';
  const timeout = timeOf(file, 'processingTimeout');
  t.true(timeout > MARKER_S);
  t.true(timeout + timeOf(file, 'redeliverInterval') < BOUND_S);
});
