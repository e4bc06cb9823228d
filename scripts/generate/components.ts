import { contracts } from '@commerce/contracts/contracts';
import type { AppName } from '@commerce/contracts/apps';
import { databaseVariable } from '@commerce/local-stack';
import { type App, type AppStreams, isSubscriber } from 'dapr-actor-runtime/app';
import { GENERATED } from './generated.ts';

/** A Dapr component, before it is written for the local stack or for a cluster. */
export interface Component {
  name: string;
  type: string;
  version?: string;
  /** The apps that may use it; default is all. */
  scopes?: readonly string[];
  /** Comment lines. */
  comment: readonly string[];
  /** Settings with a value or the name of a secret, and comment lines. */
  metadata: readonly (Setting | string)[];
}

type Setting = [name: string, value: string] | [name: string, secret: SecretKey];

/** Whose secret it is, an app's or that of Redis, and its key. */
interface SecretKey {
  of: string;
  key: string;
}

/** The secrets that are not of one app. */
export const REDIS_SECRET = 'redis';
const BROKER_SECRET = 'broker';

const REDIS: readonly Setting[] = [
  ['redisHost', { of: REDIS_SECRET, key: 'REDIS_HOST' }],
  ['redisPassword', { of: REDIS_SECRET, key: 'REDIS_PASSWORD' }],
  ['redisDB', { of: REDIS_SECRET, key: 'REDIS_DB' }],
];
/**
 * What a sidecar had read when it died is delivered by the next one after both times together. The first
 * is longer than a handler takes, or events are delivered twice (inboxes then ignore them), and shorter
 * than the retries of an inbound policy: a dead letter that an app cannot take is acknowledged, and so
 * lost, if its retries end earlier.
 */
const REDELIVERY: readonly (Setting | string)[] = [
  '# A message that is not acknowledged within 10 s is delivered again; checked every 2 s. So what a',
  '# sidecar had read when it died is delivered within 12 s. In ms: the component ignores an interval with',
  '# a unit, and checks every 15 s.',
  ['processingTimeout', '10000'],
  ['redeliverInterval', '2000'],
];
/** A worker of an outbox waits 1 s, then looks for the marker of its transaction for 10 s. */
const OUTBOX_REDELIVERY: readonly (Setting | string)[] = [
  '# Longer than the 11 s in which Dapr looks for the marker of a transaction. In ms.',
  ['processingTimeout', '12000'],
  ['redeliverInterval', '2000'],
];
const STREAM_LENGTH: readonly (Setting | string)[] = [
  '# A longer stream loses its oldest entries; consumers are never that far behind.',
  ['maxLenApprox', '200000'],
];
const REDIS_TOPICS: readonly (Setting | string)[] = [
  ...REDIS,
  '# A bulk subscription blocks one worker for each message of its batch, so this must be at least twice',
  '# the largest maxMessagesCount of a subscription (100). What waits in the queue counts as read: a long',
  '# queue would be delivered a second time before its turn.',
  ['concurrency', '200'],
  ['queueDepth', '200'],
  ...REDELIVERY,
  ...STREAM_LENGTH,
];
/** What a set says of the topics between apps, beside who may use them. */
const TOPIC_SETTINGS: Record<ComponentSet, readonly (Setting | string)[]> = {
  local: REDIS_TOPICS,
  accelerated: REDIS_TOPICS,
  kafka: [
    ['brokers', { of: BROKER_SECRET, key: 'KAFKA_BROKERS' }],
    ['authType', 'password'],
    ['saslUsername', { of: BROKER_SECRET, key: 'KAFKA_USER' }],
    ['saslPassword', { of: BROKER_SECRET, key: 'KAFKA_PASSWORD' }],
    ['saslMechanism', 'PLAINTEXT'],
    '# The broker of one machine listens on the loopback address only.',
    ['disableTls', 'true'],
    '# The protocol; Kafka 4 has dropped the oldest ones, of which the component speaks one by default.',
    ['version', '3.6.0'],
    '# A new consumer begins with the oldest event, as one of Redis.',
    ['initialOffset', 'oldest'],
    '# The partitions of a sidecar that died are given to others, or to the next one, after this time.',
    ['sessionTimeout', '10s'],
    ['heartbeatInterval', '3s'],
  ],
  jetstream: [
    ['natsURL', { of: BROKER_SECRET, key: 'NATS_URL' }],
    '# One consumer for an app in the stream of each topic, which its instances share.',
    ['durableName', '{appID}'],
    ['queueGroupName', '{appID}'],
    '# With `parallel` the component acknowledges a message before the app has it, and what a sidecar has',
    '# when it dies, or what fails, is lost. So an app takes one after the other (EVENT_BATCH_WAIT_MS).',
    ['concurrency', 'single'],
    '# What a sidecar had when it died is delivered again after this time, which is longer than the retries',
    '# of the inbound policy: an event is in one pair of hands.',
    ['ackWait', '14s'],
  ],
};

/** The namespace of sidecars outside a cluster. */
const LOCAL_NAMESPACE = 'default';

/**
 * The sets of components: `local` has only types of Dapr, `accelerated` those of our own build too. The
 * others are `local` with the topics between apps in another broker.
 */
export const COMPONENT_SETS = ['local', 'accelerated', 'kafka', 'jetstream'] as const;
export type ComponentSet = (typeof COMPONENT_SETS)[number];

type ComponentType = Pick<Component, 'type' | 'version'>;

const DAPR_STORE: ComponentType = { type: 'state.postgresql', version: 'v2' };
const STORE: Record<ComponentSet, ComponentType> = {
  local: DAPR_STORE,
  accelerated: { type: 'state.postgresql-batched', version: 'v1' },
  kafka: DAPR_STORE,
  jetstream: DAPR_STORE,
};
const PUBSUB_TYPE: Record<ComponentSet, string> = {
  local: 'pubsub.redis',
  accelerated: 'pubsub.redis-batched',
  kafka: 'pubsub.kafka',
  jetstream: 'pubsub.jetstream',
};

/** The Dapr components of the local stack by file name, derived from the apps. */
export function componentFiles(apps: readonly App[], set: ComponentSet): Map<string, string> {
  const components = [SECRETS, ...componentsOf(apps, { set, namespace: LOCAL_NAMESPACE })];
  return new Map(components.map((one) => [`${one.name}.yaml`, yamlOf(one)]));
}

/** The components of the apps, without the store of their secrets, for sidecars in a namespace. */
export function componentsOf(
  apps: readonly App[],
  { set, namespace }: { set: ComponentSet; namespace: string },
): Component[] {
  const streaming = apps.filter(({ streams }) => streams !== undefined);
  return [
    ...apps.flatMap((app) => [
      ...(app.actors.length > 0 || app.sagas.length > 0 ? [actorState(app, set)] : []),
      ...(app.streams === undefined ? [] : [eventStreams(app, app.streams, set)]),
    ]),
    ...(streaming.length > 0 ? [outboxPubsub(streaming, { set, namespace })] : []),
    pubsub(apps, set),
  ];
}

/** The inner topic of the outbox of an app's event streams, as Dapr names it. */
export function outboxTopic({ name, streams }: App, namespace: string): string {
  return `${namespace}${name}${streams?.topic}outbox`;
}

const SECRETS: Component = {
  name: 'envsecrets',
  type: 'secretstores.local.env',
  comment: [
    'Where the other components find their secrets. No app may ask for one (dapr/config.yaml).',
  ],
  metadata: [],
};

function databaseSetting({ name }: App): Setting {
  return ['connectionString', { of: name, key: 'DATABASE_URL' }];
}

function actorState(app: App, set: ComponentSet): Component {
  return {
    name: `actorstate-${app.name}`,
    ...STORE[set],
    scopes: [app.name],
    comment: [
      `State of actors and workflows of the ${app.name} app, in its own database. (One component per`,
      'app: names are unique, and the Dapr CLI gives all sidecars the same environment.)',
    ],
    metadata: [
      databaseSetting(app),
      ['tablePrefix', 'actor_'],
      ['metadataTableName', 'actor_metadata'],
      ['maxConns', '4'],
      ['connectionMaxIdleTime', '30s'],
      ['cleanupInterval', '1h'],
      ['actorStateStore', 'true'],
    ],
  };
}

function eventStreams(app: App, { store, table, topic }: AppStreams, set: ComponentSet): Component {
  return {
    name: store,
    ...STORE[set],
    scopes: [app.name],
    comment: [
      `The event streams of the ${app.name} app, and snapshots of long streams. Dapr publishes every row`,
      'that a transaction writes, so transactions write only events.',
    ],
    metadata: [
      databaseSetting(app),
      ['tablePrefix', table.replace(/state$/, '')],
      ['metadataTableName', 'stream_metadata'],
      ['maxConns', '8'],
      ['connectionMaxIdleTime', '30s'],
      '# Rows have no time to live, so no cleanup is needed.',
      ['cleanupInterval', '0'],
      ...(topic === undefined ? [] : outboxSettings(app.pubsub, topic)),
    ],
  };
}

function outboxSettings(pubsub: string, topic: string): (Setting | string)[] {
  return [
    ['outboxPublishPubsub', pubsub],
    ['outboxPublishTopic', topic],
    ['outboxPubsub', 'outboxpubsub'],
    '# The message of a rolled-back transaction never gets a marker.',
    ['outboxDiscardWhenMissingState', 'true'],
  ];
}

// With Dapr's store, a message whose transaction was rolled back is looked for until its sidecar ends.
const NO_REDELIVERY: readonly (Setting | string)[] = [
  '# Never redelivered: Dapr looks for the marker of a rolled-back message until the sidecar ends, and',
  '# the next one must not go on. What was lost with a sidecar is published again by a sweep.',
  ['processingTimeout', '0'],
  ['redeliverInterval', '0'],
];

function outboxPubsub(
  apps: readonly App[],
  { set, namespace }: { set: ComponentSet; namespace: string },
): Component {
  return {
    name: 'outboxpubsub',
    // With every broker: a worker sleeps for 1 s with each message, and Kafka has one for a partition.
    type: PUBSUB_TYPE[set === 'accelerated' ? set : 'local'],
    scopes: apps.map(({ name }) => name),
    comment: [
      'The internal topics of the outboxes of event streams. Dapr waits 1 s with each message before it',
      'checks whether the transaction was committed, and a worker is blocked for that time and for the',
      'statements after it (with batched ones 50 ms more): concurrency is 10 % above the events per',
      'second. A separate component keeps these workers from starving the topics of pubsub.',
    ],
    metadata: [
      ...REDIS,
      ['concurrency', '550'],
      ['queueDepth', '1100'],
      ...(set === 'accelerated' ? OUTBOX_REDELIVERY : NO_REDELIVERY),
      ...STREAM_LENGTH,
      '# Namespace, app id and topic of each outbox.',
      ['allowedTopics', apps.map((app) => outboxTopic(app, namespace)).join()],
    ],
  };
}

function pubsub(apps: readonly App[], set: ComponentSet): Component {
  const deadLetters = apps.filter(isSubscriber).map(({ name }) => `dead-letters.${name}`);
  const topics = [...apps.flatMap(topicsOf), ...deadLetters].join();
  const publishing = apps
    .map((app) => [app.name, [...topicsOf(app), ...ownDeadLetters(app)]] as const)
    .filter(([, published]) => published.length > 0);
  const subscribing = apps
    .filter(isSubscriber)
    .map((app) => [app.name, [...Object.keys(app.subscriptions), ...ownDeadLetters(app)]] as const);
  const scopes = apps.filter((app) => topicsOf(app).length > 0 || isSubscriber(app));
  const list = (entries: readonly (readonly [string, readonly string[]])[]) =>
    entries.map(([app, names]) => `${app}=${names.join()}`).join(';');
  return {
    name: 'pubsub',
    type: PUBSUB_TYPE[set],
    scopes: scopes.map(({ name }) => name),
    comment: ['The topics between apps. Each app is its own consumer group, named by its app id.'],
    metadata: [
      ...TOPIC_SETTINGS[set],
      '# No other topics. An app may publish only its own topics, and subscribe only to those it handles. A',
      "# sidecar publishes undeliverable events to the app's own dead-letter topic.",
      ['allowedTopics', topics],
      ['protectedTopics', topics],
      ['publishingScopes', list(publishing)],
      ['subscriptionScopes', list(subscribing)],
    ],
  };
}

function ownDeadLetters(app: App): string[] {
  return isSubscriber(app) ? [`dead-letters.${app.name}`] : [];
}

/** The topics that the app publishes. */
function topicsOf({ name }: App): string[] {
  return Object.keys(contracts[name as AppName].topics);
}

function yamlOf({ name, type, version = 'v1', scopes, comment, metadata }: Component): string {
  const lines = metadata.flatMap((entry) => {
    if (typeof entry === 'string') return [`    ${entry}`];
    const [setting, value] = entry;
    if (typeof value === 'string')
      return [`    - name: ${setting}`, `      value: ${quoted(value)}`];
    // The local store of secrets is the environment, which all sidecars have in common.
    const isShared = value.of === REDIS_SECRET || value.of === BROKER_SECRET;
    const secret = isShared ? value.key : databaseVariable(value.of);
    return [
      `    - name: ${setting}`,
      '      secretKeyRef:',
      `        name: ${secret}`,
      `        key: ${secret}`,
    ];
  });
  const readsSecrets = metadata.some((entry) => typeof entry[1] === 'object');
  return [
    `# ${GENERATED}`,
    ...comment.map((line) => `# ${line}`),
    'apiVersion: dapr.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${name}`,
    ...(scopes === undefined ? [] : ['scopes:', ...scopes.map((scope) => `  - ${scope}`)]),
    ...(readsSecrets ? ['auth:', '  secretStore: envsecrets'] : []),
    'spec:',
    `  type: ${type}`,
    `  version: ${version}`,
    ...(lines.length === 0 ? ['  metadata: []'] : ['  metadata:', ...lines]),
    '',
  ].join('\n');
}

function quoted(value: string): string {
  return /^(?:\d+|true|false)$|^[{[]/.test(value) ? `'${value}'` : value;
}
