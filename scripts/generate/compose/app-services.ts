import { CONTROL_PLANE_TRUST_DOMAIN, databaseVariable } from '@commerce/local-stack';
import { type App, daprApisOf, isSubscriber } from 'dapr-actor-runtime/app';
import { SIDECAR } from '../run-file.ts';
import { KAFKA_SECRETS } from './kafka-service.ts';
import {
  after,
  daprImage,
  databaseUrl,
  IDENTITY,
  identityFile,
  LOCKED,
  mount,
  ownImage,
  PORTS,
  prepared,
  REDIS_IMAGE,
  type Service,
  USER,
} from './parts.ts';

/** The folder of the components: `kafka` goes with the profile of that name. */
const COMPONENTS = '${COMPONENTS:-local}';
/** Where spans go, if anywhere: the profile `observe` has a collector. */
const OTLP_ENDPOINT = '${OTLP_ENDPOINT:-}';
/** Values of settings that no `localEnvironment` of an app gives. */
const VALUES: Readonly<Record<string, string>> = {
  APP_PORT: String(PORTS.app),
  GATEWAY_PORT: String(PORTS.app),
  LISTEN_ADDRESS: '0.0.0.0',
  DAPR_HTTP_PORT: String(PORTS.daprHttp),
  DAPR_GRPC_PORT: String(PORTS.daprGrpc),
  DAPR_API_TOKEN: prepared('DAPR_API_TOKEN'),
  APP_API_TOKEN: prepared('APP_API_TOKEN'),
  TOKEN_ISSUER: '${TOKEN_ISSUER:-http://127.0.0.1:${GATEWAY_PORT:-8080}}',
  REDIS_URL: `redis://:${prepared('REDIS_PASSWORD')}@redis:${PORTS.redis}/0`,
  PAYMENT_PROVIDER_URL: `http://payment-provider:${PORTS.provider}`,
  MAIL_DIR: '/mail',
  LOCAL_SEED: prepared('LOCAL_SEED'),
  METRICS_PORT: String(PORTS.appMetrics),
  OTEL_EXPORTER_OTLP_ENDPOINT: OTLP_ENDPOINT,
};
/** The folders that settings name, on volumes that stay. */
const FOLDERS: Readonly<Record<string, string>> = { MAIL_DIR: 'mail' };

const HEALTH_INTERVAL = '5s';
const HEALTH_TIMEOUT = '4s';
/** With the interval, two minutes: a slow first start. */
const HEALTH_RETRIES = 24;
const APP_MEMORY = '384m';
const SIDECAR_MEMORY = '384m';
/** Longer than an app takes to stop at most, 15 s. */
const STOP_GRACE = '20s';
/** As in the local stack: one thread, and less work for the collector while the heap is small. */
const GO_ENVIRONMENT = { GOMAXPROCS: '1', GOGC: '400', GOMEMLIMIT: '256MiB' };
/** What the components of the topics read. */
const BROKER_SECRETS = {
  REDIS_HOST: `redis:${PORTS.redis}`,
  REDIS_PASSWORD: prepared('REDIS_PASSWORD'),
  REDIS_DB: '0',
  ...KAFKA_SECRETS,
};
/** What the container of a group does: it holds the network, so that both others can restart. */
const HOLD = ['sleep', 'infinity'];

/**
 * The services of an app: the holder of the network that the app and its sidecar share, the two, and
 * the migration of its database, which ends before the app starts.
 */
export function appServices(app: App): [name: string, Service][] {
  const { name } = app;
  const hasDatabase = app.uses.includes('database');
  return [
    [podName(name), pod(app)],
    ...(hasDatabase ? [[migrationName(name), migration(app)] as [string, Service]] : []),
    [name, appService(app)],
    [sidecarName(name), sidecar(app)],
  ];
}

/** The volumes of the folders to which apps write. */
export function volumesOf(apps: readonly App[]): [volume: string, target: string][] {
  const names = new Set(apps.flatMap(({ settings }) => Object.values(settings).map((s) => s.name)));
  return Object.entries(FOLDERS).flatMap(([setting, volume]): [string, string][] =>
    names.has(setting) ? [[volume, VALUES[setting] as string]] : [],
  );
}

const podName = (app: string) => `${app}-pod`;
const migrationName = (app: string) => `${app}-migrate`;
const sidecarName = (app: string) => `${app}-daprd`;

function pod({ name, edge }: App): Service {
  return {
    image: REDIS_IMAGE,
    entrypoint: HOLD,
    // As the first process it ignores SIGTERM, and it has nothing to end.
    stop_signal: 'SIGKILL',
    user: USER,
    // Other sidecars find this one by the id of the app.
    networks: { default: { aliases: [name] } },
    ...(edge ? { ports: [`127.0.0.1:\${GATEWAY_PORT:-8080}:${PORTS.app}`] } : {}),
    restart: 'unless-stopped',
    mem_limit: '32m',
    ...LOCKED,
  };
}

function migration({ name }: App): Service {
  return {
    ...ownImage(name),
    command: ['migrate'],
    environment: { DATABASE_URL: databaseUrl(name) },
    depends_on: after('service_completed_successfully', 'databases'),
    restart: 'no',
    mem_limit: APP_MEMORY,
    ...LOCKED,
  };
}

function appService(app: App): Service {
  const { name, uses } = app;
  const volumes = volumesOf([app]);
  return {
    ...ownImage(name),
    network_mode: `service:${podName(name)}`,
    environment: appEnvironment(app),
    ...(volumes.length === 0 ? {} : { volumes: volumes.map(([from, to]) => `${from}:${to}`) }),
    depends_on: {
      ...after('service_started', podName(name)),
      ...(uses.includes('database')
        ? after('service_completed_successfully', migrationName(name))
        : {}),
      ...(uses.includes('redis') ? after('service_healthy', 'redis') : {}),
      ...(volumes.length === 0 ? {} : after('service_completed_successfully', 'volumes')),
    },
    healthcheck: {
      test: ['CMD', '/nodejs/bin/node', '-e', readyProbe(PORTS.app, '/readyz')],
      interval: HEALTH_INTERVAL,
      timeout: HEALTH_TIMEOUT,
      retries: HEALTH_RETRIES,
    },
    restart: 'unless-stopped',
    stop_grace_period: STOP_GRACE,
    mem_limit: APP_MEMORY,
    ...LOCKED,
  };
}

/** A program of one line for Node that ends with 0 if a page of this machine answers 2xx. */
export function readyProbe(port: number, path: string): string {
  const url = `http://127.0.0.1:${port}${path}`;
  return `fetch('${url}').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
}

/**
 * The environment of an app: every setting that has a value here, its own secrets, and what it declares for
 * one machine. Throws if a setting without a default has no value.
 */
export function appEnvironment({ name, settings, localEnvironment }: App): Record<string, string> {
  const entries = Object.values(settings).flatMap((setting): [string, string][] => {
    const value = valueOf(name, setting, localEnvironment);
    return value === undefined ? [] : [[setting.name, value]];
  });
  return { ...Object.fromEntries(entries), LOG_LEVEL: '${LOG_LEVEL:-info}' };
}

function valueOf(
  app: string,
  { name, secret, byDefault }: App['settings'][string],
  localEnvironment: App['localEnvironment'],
): string | undefined {
  if (name === 'DATABASE_URL') return databaseUrl(app);
  if (secret === 'random') return prepared(name);
  const value = VALUES[name] ?? localEnvironment[name];
  if (value !== undefined || byDefault !== undefined) return value;
  throw new Error(
    `the app ${app} has no value for ${name} in compose: add it to scripts/generate/compose/app-services.ts`,
  );
}

function sidecar(app: App): Service {
  const { name, edge, uses } = app;
  return {
    image: daprImage('daprd'),
    network_mode: `service:${podName(name)}`,
    command: ['/daprd', ...sidecarFlags(name, edge)],
    environment: {
      ...(uses.includes('database') ? { [databaseVariable(name)]: databaseUrl(name) } : {}),
      ...(daprApisOf(app).includes('publish') || isSubscriber(app) ? BROKER_SECRETS : {}),
      DAPR_API_TOKEN: prepared('DAPR_API_TOKEN'),
      APP_API_TOKEN: prepared('APP_API_TOKEN'),
      DAPR_SENTRY_TOKEN_FILE: IDENTITY,
      DAPR_TRUST_ANCHORS: prepared('TRUST_ANCHORS'),
      OTEL_EXPORTER_OTLP_ENDPOINT: OTLP_ENDPOINT,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_INSECURE: 'true',
      ...GO_ENVIRONMENT,
    },
    volumes: [
      mount(`./dapr/${name}.yaml`, '/configuration.yaml'),
      mount(`../../components/${COMPONENTS}`, '/components'),
      mount('../../dapr/resources', '/resources'),
      mount(identityFile(name), IDENTITY),
    ],
    depends_on: after('service_started', podName(name), 'placement', 'scheduler', 'sentry'),
    restart: 'unless-stopped',
    mem_limit: SIDECAR_MEMORY,
    ...LOCKED,
  };
}

function sidecarFlags(name: string, edge: boolean): string[] {
  const flags: Record<string, string | number> = {
    'app-id': name,
    ...(edge ? {} : { 'app-port': PORTS.app, 'app-protocol': 'http' }),
    'dapr-http-port': PORTS.daprHttp,
    'dapr-grpc-port': PORTS.daprGrpc,
    // Only the app uses its APIs; other sidecars come to the inner port.
    'dapr-listen-addresses': '127.0.0.1',
    'dapr-internal-grpc-port': PORTS.daprInternalGrpc,
    'placement-host-address': `placement:${PORTS.placement}`,
    'scheduler-host-address': `scheduler:${PORTS.scheduler}`,
    'sentry-address': `sentry:${PORTS.sentry}`,
    'control-plane-trust-domain': CONTROL_PLANE_TRUST_DOMAIN,
    config: '/configuration.yaml',
    'max-body-size': SIDECAR.maxBodySize,
    'read-buffer-size': SIDECAR.readBufferSize,
    'log-level': SIDECAR.logLevel,
  };
  return [
    '--enable-mtls',
    ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]),
    ...['/components', '/resources'].flatMap((path) => ['--resources-path', path]),
  ];
}
