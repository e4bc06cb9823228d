import { contracts } from '@commerce/contracts/contracts';
import type { AppName } from '@commerce/contracts/apps';
import { type App, type AppStreams, isSubscriber } from 'dapr-actor-runtime/app';
import { GENERATED } from './generated.ts';

interface Component {
  name: string;
  type: string;
  version?: string;
  scopes: readonly string[];
  /** Comment lines. */
  comment: readonly string[];
  /** Settings with a value or the name of a secret, and comment lines. */
  metadata: readonly (Setting | string)[];
}

type Setting = [name: string, value: string] | [name: string, secret: { secret: string }];

const REDIS: readonly Setting[] = [
  ['redisHost', { secret: 'REDIS_HOST' }],
  ['redisPassword', { secret: 'REDIS_PASSWORD' }],
  ['redisDB', { secret: 'REDIS_DB' }],
];
const REDELIVERY: readonly (Setting | string)[] = [
  '# An unacknowledged message is redelivered after 60 s; checked every 15 s.',
  ['processingTimeout', '60s'],
  ['redeliverInterval', '15s'],
  '# A longer stream loses its oldest entries; consumers are never that far behind.',
  ['maxLenApprox', '200000'],
];

/** The Dapr components of the local stack by file name, derived from the apps. */
export function componentFiles(apps: readonly App[]): Map<string, string> {
  const files = new Map<string, string>();
  const add = (component: Component) => files.set(`${component.name}.yaml`, yamlOf(component));
  for (const app of apps) {
    if (app.actors.length > 0 || app.sagas.length > 0) add(actorState(app));
    if (app.streams !== undefined) add(eventStreams(app, app.streams));
  }
  const streaming = apps.filter(({ streams }) => streams !== undefined);
  if (streaming.length > 0) add(outboxPubsub(streaming));
  add(pubsub(apps));
  return files;
}

function databaseSetting({ name }: App): Setting {
  return [
    'connectionString',
    { secret: `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL` },
  ];
}

function actorState(app: App): Component {
  return {
    name: `actorstate-${app.name}`,
    type: 'state.postgresql',
    version: 'v2',
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

function eventStreams(app: App, { store, table, topic }: AppStreams): Component {
  return {
    name: store,
    type: 'state.postgresql',
    version: 'v2',
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
      ['outboxPublishPubsub', app.pubsub],
      ['outboxPublishTopic', topic],
      ['outboxPubsub', 'outboxpubsub'],
      '# The message of a rolled-back transaction never gets a marker.',
      ['outboxDiscardWhenMissingState', 'true'],
    ],
  };
}

function outboxPubsub(apps: readonly App[]): Component {
  return {
    name: 'outboxpubsub',
    type: 'pubsub.redis',
    scopes: apps.map(({ name }) => name),
    comment: [
      'The internal topics of the outboxes of event streams. Dapr waits 1 s with each message before it',
      'checks whether the transaction was committed, and a worker is blocked for that time. Our sidecar',
      'then batches reads and deletes for 50 ms more: concurrency is 10 % above its events per second. A',
      'separate component keeps these workers from starving the topics of pubsub.',
    ],
    metadata: [
      ...REDIS,
      ['concurrency', '550'],
      ['queueDepth', '1100'],
      ...REDELIVERY,
      '# Namespace, app id and topic of each outbox.',
      [
        'allowedTopics',
        apps.map(({ name, streams }) => `default${name}${streams?.topic}outbox`).join(),
      ],
    ],
  };
}

function pubsub(apps: readonly App[]): Component {
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
    type: 'pubsub.redis',
    scopes: scopes.map(({ name }) => name),
    comment: ['The topics between apps. Each app is its own consumer group, named by its app id.'],
    metadata: [
      ...REDIS,
      '# A bulk subscription blocks one worker for each message of its batch, so this must be at least twice',
      '# the largest maxMessagesCount of a subscription (100).',
      ['concurrency', '200'],
      ['queueDepth', '400'],
      ...REDELIVERY,
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
    const { secret } = value;
    return [
      `    - name: ${setting}`,
      '      secretKeyRef:',
      `        name: ${secret}`,
      `        key: ${secret}`,
    ];
  });
  return [
    `# ${GENERATED}`,
    ...comment.map((line) => `# ${line}`),
    'apiVersion: dapr.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${name}`,
    'scopes:',
    ...scopes.map((scope) => `  - ${scope}`),
    'auth:',
    '  secretStore: envsecrets',
    'spec:',
    `  type: ${type}`,
    `  version: ${version}`,
    '  metadata:',
    ...lines,
    '',
  ].join('\n');
}

function quoted(value: string): string {
  return /^(?:\d+|true|false)$/.test(value) ? `'${value}'` : value;
}
