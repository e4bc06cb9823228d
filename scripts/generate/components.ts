import { contracts } from '@commerce/contracts/contracts';
import type { AppName } from '@commerce/contracts/apps';
import type { App } from '@commerce/runtime/app';
import { isSubscriber } from './apps.ts';
import { GENERATED } from './generated.ts';

interface Component {
  name: string;
  type: string;
  version?: string;
  scopes: readonly string[];
  /** What it is, and settings with a value or the name of a secret. */
  about: readonly string[];
  metadata: readonly (Setting | string)[];
}

type Setting = [name: string, value: string] | [name: string, secret: { secret: string }];

const REDIS: readonly Setting[] = [
  ['redisHost', { secret: 'REDIS_HOST' }],
  ['redisPassword', { secret: 'REDIS_PASSWORD' }],
  ['redisDB', { secret: 'REDIS_DB' }],
];
const REDELIVERY: readonly (Setting | string)[] = [
  '# A message without an answer for 60 s is delivered again; looked for every 15 s.',
  ['processingTimeout', '60s'],
  ['redeliverInterval', '15s'],
  '# The oldest entries go when a stream grows over this; consumers are never that far behind.',
  ['maxLenApprox', '200000'],
];

/** The Dapr components of the local set by their files, as the apps need them. */
export function componentFiles(apps: readonly App[]): Map<string, string> {
  const files = new Map<string, string>();
  const add = (component: Component) => files.set(`${component.name}.yaml`, yamlOf(component));
  for (const app of apps) {
    if (app.actors.length > 0 || app.sagas.length > 0) add(actorState(app));
    if (app.uses.includes('streams')) {
      add(eventStreams(app));
    }
  }
  const streaming = apps.filter(({ uses }) => uses.includes('streams'));
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
    about: [
      `State of actors and workflows of the ${app.name} app, in its own database. (One component per`,
      'app: names are unique, and the Dapr CLI gives all sidecars one environment.)',
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

function eventStreams(app: App): Component {
  return {
    name: `${app.name}streams`,
    type: 'state.postgresql',
    version: 'v2',
    scopes: [app.name],
    about: [
      `The event streams of the ${app.name} app, and snapshots of long ones. Every row that a transaction`,
      'writes is published, so transactions write nothing but events.',
    ],
    metadata: [
      databaseSetting(app),
      ['tablePrefix', 'stream_'],
      ['metadataTableName', 'stream_metadata'],
      ['maxConns', '8'],
      ['connectionMaxIdleTime', '30s'],
      '# Rows have no time to live, so there is nothing to clean up.',
      ['cleanupInterval', '0'],
      ['outboxPublishPubsub', app.pubsub],
      ['outboxPublishTopic', topicsOf(app).join()],
      ['outboxPubsub', 'outboxpubsub'],
      '# A message of a transaction that was rolled back has no marker, and never will.',
      ['outboxDiscardWhenMissingState', 'true'],
    ],
  };
}

function outboxPubsub(apps: readonly App[]): Component {
  return {
    name: 'outboxpubsub',
    type: 'pubsub.redis',
    scopes: apps.map(({ name }) => name),
    about: [
      'The inner topics of the outboxes of event streams. Dapr waits 1 s with each message before it looks',
      'whether its transaction was committed, and a worker sleeps for that long. Our sidecar batches what',
      'it then reads and deletes for 50 ms more: concurrency is a tenth above its events per second. A',
      'component of its own keeps these workers from starving the topics of pubsub.',
    ],
    metadata: [
      ...REDIS,
      ['concurrency', '550'],
      ['queueDepth', '1100'],
      ...REDELIVERY,
      '# Namespace, app id and topic of each outbox.',
      [
        'allowedTopics',
        apps.map((app) => `default${app.name}${topicsOf(app).join()}outbox`).join(),
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
    about: [
      'The topics between apps. Each app reads as its own consumer group, named by its app id.',
    ],
    metadata: [
      ...REDIS,
      '# A bulk subscription blocks one worker for each message of the batch that it collects, so this must',
      '# not be below twice the largest maxMessagesCount of a subscription (100).',
      ['concurrency', '200'],
      ['queueDepth', '400'],
      ...REDELIVERY,
      '# No other topics, and of these only what an app owns (publishing) or takes (subscription). A',
      "# sidecar publishes what it could not deliver on the app's own topic of dead letters.",
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

/** The topics on which the app publishes. */
function topicsOf({ name }: App): string[] {
  return Object.keys(contracts[name as AppName].topics);
}

function yamlOf({ name, type, version = 'v1', scopes, about, metadata }: Component): string {
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
    ...about.map((line) => `# ${line}`),
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
