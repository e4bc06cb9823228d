import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { externalSidecarFiles } from '@commerce/local-stack';
import { buildHttpApp } from 'dapr-actor-runtime/http';
import { listen } from 'dapr-actor-runtime/server';
import type { Database } from 'dapr-actor-runtime/postgres';
import { createSidecar, type Sidecar } from 'dapr-actor-runtime/sidecar';
import {
  type EventStreams,
  eventTable,
  type FirstEvents,
  openEventStreams,
} from 'dapr-actor-runtime/streams';
import { createLogger, type Logger } from 'dapr-actor-runtime/telemetry';
import { connectStack } from '@commerce/testing/stack';
import { waitUntil } from '@commerce/testing/wait-until';
import type { Middleware } from 'koa';
import { parse, stringify } from 'yaml';
import { runtimeDatabase } from './runtime-database.ts';

const HOST = '127.0.0.1';
const COMPONENTS = resolve(import.meta.dirname, '../../../components');
const KINDS = ['envsecrets', 'actorstate-order', 'orderstreams', 'outboxpubsub', 'pubsub'];
/** The topic settings in the component files; a probe has its own topics. */
const TOPIC_SCOPES = ['allowedTopics', 'protectedTopics', 'publishingScopes', 'subscriptionScopes'];
const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
const LOG_TAIL = 4_000;
/** Redelivery as in production, only faster. */
const RESILIENCY = {
  apiVersion: 'dapr.io/v1alpha1',
  kind: 'Resiliency',
  metadata: { name: 'resiliency' },
  spec: {
    policies: { retries: { redelivery: { policy: 'constant', duration: '200ms', maxRetries: 5 } } },
    targets: { components: { pubsub: { inbound: { retry: 'redelivery' } } } },
  },
};

/**
 * Opens the streams of one kind in the store of a probe. Tests may pass a store that does not exist,
 * or a sidecar that fails.
 */
export function openStreams(
  probe: ProbeDeps,
  {
    kind = 'tally',
    store = 'orderstreams',
    ...options
  }: {
    kind?: string;
    store?: string;
    stateVersion?: number | undefined;
    firstEvents?: FirstEvents;
    sidecar?: Pick<Sidecar, 'transact' | 'insert' | 'save'>;
    database?: Database;
  } = {},
): EventStreams {
  const { appId, sidecar, database, log } = probe;
  const table = eventTable({ name: 'stream_state', appId, kind });
  return openEventStreams({ sidecar, database, store, table, log, ...options });
}

/** What a probe's app is built from. */
export interface ProbeDeps {
  appId: string;
  appToken: string;
  database: Database;
  sidecar: Sidecar;
  log: Logger;
}

/** An app in this test process with its own sidecar beside the running platform. */
export interface Probe extends ProbeDeps {
  appUrl: string;
  /** The topic to which the outbox of the store `orderstreams` publishes. */
  streamTopic: string;
  /** Kills the sidecar and restarts it. */
  restartSidecar: () => Promise<void>;
  /** Whether the sidecar has ended by itself. */
  sidecarHasEnded: () => boolean;
  stop: () => Promise<void>;
}

/**
 * Starts an app with a sidecar on free ports, with its own app id and with the components of the
 * order app over a scratch database. `build` creates the app's middleware.
 */
export async function startProbe(build: (deps: ProbeDeps) => Middleware[]): Promise<Probe> {
  const directory = await mkdtemp(join(tmpdir(), 'commerce-probe-'));
  const appId = await takeIdentity(directory);
  const appToken = randomBytes(16).toString('hex');
  const streamTopic = `${appId}-streams`;
  const log = createLogger({ service: appId, level: 'silent' });
  const {
    url: databaseUrl,
    database,
    end: endDatabase,
  } = await runtimeDatabase({ connections: 8 });
  await writeResources(join(directory, 'resources'), streamTopic);
  const ports = { http: await freePort(), grpc: await freePort(), metrics: await freePort() };
  const sidecar = createSidecar({ port: ports.http, apiToken: appToken });
  const deps = { appId, appToken, database, sidecar, log };
  const server = await listen(
    buildHttpApp({ log, ready: async () => undefined, middleware: build(deps) }),
    0,
  );
  const launch = () =>
    startDaprd({ directory, appId, appPort: server.port, ports, appToken, databaseUrl });

  let daprd: Daprd | undefined;
  async function stop(): Promise<void> {
    await daprd?.stop('SIGTERM');
    await server.close(0);
    await sidecar.close();
    await endDatabase();
    await rm(directory, { recursive: true, force: true });
  }
  async function start(): Promise<void> {
    daprd = launch();
    await untilReady(sidecar, daprd);
  }
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...deps,
    appUrl: `http://${HOST}:${server.port}`,
    streamTopic,
    sidecarHasEnded: () => daprd?.hasEnded() === true,
    async restartSidecar() {
      await daprd?.stop('SIGKILL');
      await start();
    },
    stop,
  };
}

// The components are the order app's own files, so that a test uses the settings of production.
async function writeResources(directory: string, streamTopic: string): Promise<void> {
  await mkdir(directory);
  const components = join(COMPONENTS, connectStack().accelerated ? 'accelerated' : 'local');
  for (const kind of KINDS) {
    const component = parse(await readFile(join(components, `${kind}.yaml`), 'utf8'));
    delete component.scopes;
    component.spec.metadata = component.spec.metadata.filter(
      ({ name }: { name: string }) => !TOPIC_SCOPES.includes(name),
    );
    for (const setting of component.spec.metadata) {
      if (setting.name === 'outboxPublishTopic') setting.value = streamTopic;
    }
    await writeFile(join(directory, `${kind}.yaml`), stringify(component));
  }
  await writeFile(join(directory, 'resiliency.yaml'), stringify(RESILIENCY));
}

const TOKEN = '.jwt';

/**
 * Takes one of the identities that the launcher has created for external sidecars; returns its app
 * id.
 */
async function takeIdentity(directory: string): Promise<string> {
  const { identities } = externalSidecarFiles(connectStack().dataDir);
  for (const file of await readdir(identities)) {
    if (!file.startsWith('probe-')) continue;
    try {
      await rename(join(identities, file), join(directory, file));
      return basename(file, TOKEN);
    } catch (error) {
      // Another test has taken it in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('every identity of a probe is taken');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * The command line of the order app's sidecar has the addresses of the control plane and the
 * configuration.
 */
function orderSidecar(): { command: string; flag: (name: string) => string } {
  const { pid } = connectStack().process('order-daprd');
  const line = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  const [command = '', ...args] = line.trim().split(' ');
  return { command, flag: (name) => args[args.indexOf(`--${name}`) + 1] ?? '' };
}

interface Daprd {
  output: () => string;
  hasEnded: () => boolean;
  stop: (signal: NodeJS.Signals) => Promise<void>;
}

function startDaprd(options: {
  directory: string;
  appId: string;
  appPort: number;
  ports: { http: number; grpc: number; metrics: number };
  appToken: string;
  databaseUrl: string;
}): Daprd {
  const { directory, appId, appPort, ports, appToken, databaseUrl } = options;
  const order = orderSidecar();
  const stack = connectStack();
  const redis = new URL(stack.redisUrl);
  const external = externalSidecarFiles(stack.dataDir);
  const flags = {
    'app-id': appId,
    'app-port': appPort,
    'app-protocol': 'http',
    'dapr-http-port': ports.http,
    'dapr-grpc-port': ports.grpc,
    'dapr-listen-addresses': HOST,
    'dapr-internal-grpc-listen-address': HOST,
    'metrics-port': ports.metrics,
    'metrics-listen-address': HOST,
    'placement-host-address': order.flag('placement-host-address'),
    'scheduler-host-address': order.flag('scheduler-host-address'),
    'max-body-size': order.flag('max-body-size'),
    'dapr-graceful-shutdown-seconds': 1,
    'log-level': 'warn',
    'sentry-address': order.flag('sentry-address'),
    'control-plane-trust-domain': external.controlPlaneTrustDomain,
    config: external.configFile,
    'resources-path': join(directory, 'resources'),
  };
  const child = spawn(
    order.command,
    [
      '--enable-mtls',
      ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    {
      cwd: directory,
      env: {
        ...process.env,
        DAPR_HOST_IP: HOST,
        DAPR_SENTRY_TOKEN_FILE: join(directory, `${appId}${TOKEN}`),
        DAPR_TRUST_ANCHORS: readFileSync(external.anchorsFile, 'utf8'),
        DAPR_API_TOKEN: appToken,
        APP_API_TOKEN: appToken,
        ORDER_DATABASE_URL: databaseUrl,
        REDIS_HOST: `${redis.hostname}:${redis.port || 6379}`,
        REDIS_PASSWORD: decodeURIComponent(redis.password),
        REDIS_DB: redis.pathname.slice(1) || '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-LOG_TAIL)));
  }
  return {
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: (signal) => end(child, signal),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  for (const one of [signal, 'SIGKILL'] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(one);
    await Promise.race([exit, wait(STOP_LIMIT_MS, undefined, { ref: false })]);
  }
}

async function untilReady(sidecar: Sidecar, daprd: Daprd): Promise<void> {
  const ready = async (path: string) => {
    const answer = await sidecar.request({ method: 'GET', path });
    return answer.status < 300 && answer;
  };
  try {
    await waitUntil(() => ready('/v1.0/healthz'), {
      timeoutMs: READY_LIMIT_MS,
      what: 'the sidecar of the probe is healthy',
    });
    await waitUntil(
      async () => {
        const metadata = await ready('/v1.0/metadata');
        return metadata && JSON.parse(metadata.text).actorRuntime?.hostReady === true;
      },
      { timeoutMs: READY_LIMIT_MS, what: 'the sidecar of the probe hosts actors' },
    );
  } catch (cause) {
    throw new Error(`the probe does not come up:\n${daprd.output()}`, { cause });
  }
}
