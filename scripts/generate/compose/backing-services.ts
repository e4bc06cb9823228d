import { CONTROL_PLANE_TRUST_DOMAIN } from '@commerce/local-stack';
import type { App } from 'dapr-actor-runtime/app';
import { readyProbe, volumesOf } from './app-services.ts';
import { kafkaService } from './kafka-service.ts';
import {
  after,
  daprImage,
  DATABASE_USER,
  IDENTITY,
  identityFile,
  LOCKED,
  mount,
  ownImage,
  PORTS,
  POSTGRES_IMAGE,
  prepared,
  REDIS_IMAGE,
  type Service,
  USER,
} from './parts.ts';

/** The processes of the control plane that ask sentry for a certificate, by the ids that Dapr gives them. */
export const CONTROL_PLANE = { placement: 'dapr-placement', scheduler: 'dapr-scheduler' } as const;
/** The files of sentry's certificate authority, which `npm run compose` writes. */
export const AUTHORITY = ['ca.crt', 'issuer.crt', 'issuer.key', 'jwks.json'] as const;
export const PROVIDER = 'payment-provider';

const TRUST = '/trust';
const CA = `${TRUST}/ca.crt`;
const SCHEDULER_DATA = '/data';
const BOOK = '/book';
const HEALTH = { interval: '2s', timeout: '3s', retries: 60 };
/** Every app and every state component of a sidecar has a connection pool. */
const MAX_CONNECTIONS = 250;
const NO_NEW_RIGHTS = { security_opt: ['no-new-privileges:true'] };

/** What the apps need: databases, Redis, the control plane of Dapr, and the payment provider. */
export function backingServices(apps: readonly App[]): [name: string, Service][] {
  const hasProvider = apps.some(
    ({ localEnvironment }) => 'PAYMENT_PROVIDER_URL' in localEnvironment,
  );
  return [
    ['postgres', postgres()],
    ['databases', databases()],
    ['redis', redis()],
    kafkaService(),
    ['volumes', volumes(apps)],
    ['sentry', sentry()],
    ['placement', placement()],
    ['scheduler', scheduler()],
    ...(hasProvider ? [[PROVIDER, provider()] as [string, Service]] : []),
  ];
}

/** The volumes to which our own user writes, by the folder at which they are mounted. */
function writableVolumes(apps: readonly App[]): [volume: string, target: string][] {
  return [['scheduler', SCHEDULER_DATA], ['provider', BOOK], ...volumesOf(apps)];
}

/** The names of all volumes. */
export function volumeNames(apps: readonly App[]): string[] {
  return [
    'postgres',
    'redis',
    'kafka',
    'prometheus',
    ...writableVolumes(apps).map(([name]) => name),
  ];
}

function postgres(): Service {
  return {
    image: POSTGRES_IMAGE,
    command: ['postgres', '-c', `max_connections=${MAX_CONNECTIONS}`, '-c', 'jit=off'],
    environment: {
      POSTGRES_USER: DATABASE_USER,
      POSTGRES_PASSWORD: prepared('DATABASE_PASSWORD'),
    },
    volumes: ['postgres:/var/lib/postgresql'],
    healthcheck: { test: ['CMD', 'pg_isready', '-U', DATABASE_USER, '-h', '127.0.0.1'], ...HEALTH },
    // A fast shutdown: sessions are ended. SIGTERM would wait for them.
    stop_signal: 'SIGINT',
    restart: 'unless-stopped',
    mem_limit: '1g',
    ...NO_NEW_RIGHTS,
  };
}

// At every start, so that an app that was added later gets its database too.
function databases(): Service {
  return {
    image: POSTGRES_IMAGE,
    entrypoint: ['psql', '--no-psqlrc', '--set', 'ON_ERROR_STOP=1', '--file', '/databases.sql'],
    user: USER,
    environment: {
      PGHOST: 'postgres',
      PGUSER: DATABASE_USER,
      PGPASSWORD: prepared('DATABASE_PASSWORD'),
      PGDATABASE: 'postgres',
    },
    volumes: [mount('./databases.sql', '/databases.sql')],
    depends_on: after('service_healthy', 'postgres'),
    restart: 'no',
    mem_limit: '64m',
    ...LOCKED,
  };
}

function redis(): Service {
  const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  return {
    image: REDIS_IMAGE,
    command: [
      ...['redis-server', '--requirepass', prepared('REDIS_PASSWORD'), ...durable],
      ...['--maxmemory-policy', 'noeviction'],
    ],
    environment: { REDISCLI_AUTH: prepared('REDIS_PASSWORD') },
    volumes: ['redis:/data'],
    healthcheck: { test: ['CMD', 'redis-cli', 'ping'], ...HEALTH },
    restart: 'unless-stopped',
    mem_limit: '512m',
    ...NO_NEW_RIGHTS,
  };
}

// A new volume belongs to root. This is the only process of root that we start, and it ends.
function volumes(apps: readonly App[]): Service {
  const owned = writableVolumes(apps);
  const [uid, gid] = USER.split(':');
  const program = `for (const folder of process.argv.slice(1)) fs.chownSync(folder, ${uid}, ${gid})`;
  return {
    ...ownImage(PROVIDER),
    entrypoint: ['/nodejs/bin/node', '-e', program],
    command: owned.map(([, target]) => target),
    user: '0:0',
    volumes: owned.map(([volume, target]) => `${volume}:${target}`),
    restart: 'no',
    mem_limit: '64m',
    ...LOCKED,
    cap_add: ['CHOWN'],
  };
}

function sentry(): Service {
  return {
    image: daprImage('sentry'),
    command: [
      ...['/sentry', '--port', String(PORTS.sentry), '--issuer-credentials', TRUST],
      ...['--trust-domain', CONTROL_PLANE_TRUST_DOMAIN, '--config', '/sentry.yaml'],
    ],
    volumes: [
      mount('./sentry.yaml', '/sentry.yaml'),
      ...AUTHORITY.map((name) => mount(`./secrets/${name}`, `${TRUST}/${name}`)),
    ],
    restart: 'unless-stopped',
    mem_limit: '128m',
    ...LOCKED,
  };
}

function placement(): Service {
  return controlPlane('placement', ['--port', String(PORTS.placement), '--metadata-enabled']);
}

function scheduler(): Service {
  const service = controlPlane('scheduler', [
    ...['--port', String(PORTS.scheduler), '--etcd-data-dir', SCHEDULER_DATA],
    // Else sidecars are told an address that only the scheduler itself knows.
    ...['--override-broadcast-host-port', `scheduler:${PORTS.scheduler}`],
    '--etcd-initial-election-tick-advance=true',
  ]);
  return {
    ...service,
    volumes: [...(service.volumes ?? []), `scheduler:${SCHEDULER_DATA}`],
    depends_on: {
      ...service.depends_on,
      ...after('service_completed_successfully', 'volumes'),
    },
  };
}

function controlPlane(name: keyof typeof CONTROL_PLANE, flags: string[]): Service {
  return {
    image: daprImage(name),
    command: [
      ...[`/${name}`, ...flags, '--tls-enabled', '--trust-domain', CONTROL_PLANE_TRUST_DOMAIN],
      ...['--trust-anchors-file', CA, '--sentry-address', `sentry:${PORTS.sentry}`],
    ],
    environment: { DAPR_SENTRY_TOKEN_FILE: IDENTITY },
    volumes: [mount('./secrets/ca.crt', CA), mount(identityFile(CONTROL_PLANE[name]), IDENTITY)],
    depends_on: after('service_started', 'sentry'),
    restart: 'unless-stopped',
    mem_limit: '256m',
    ...LOCKED,
  };
}

function provider(): Service {
  return {
    ...ownImage(PROVIDER),
    environment: {
      PROVIDER_PORT: String(PORTS.provider),
      LISTEN_ADDRESS: '0.0.0.0',
      PROVIDER_BOOK: `${BOOK}/book.jsonl`,
      PROVIDER_WEBHOOK_URL: `http://payment:${PORTS.app}/webhooks/payment-provider`,
      PROVIDER_WEBHOOK_SECRET: prepared('PAYMENT_WEBHOOK_SECRET'),
    },
    volumes: [`provider:${BOOK}`],
    depends_on: after('service_completed_successfully', 'volumes'),
    healthcheck: {
      test: ['CMD', '/nodejs/bin/node', '-e', readyProbe(PORTS.provider, '/healthz')],
      ...HEALTH,
    },
    restart: 'unless-stopped',
    mem_limit: '256m',
    ...LOCKED,
  };
}
