import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  findDaprBinaries,
  freeInfraPorts,
  openProcessGroup,
  type PortBlock,
  reservePorts,
  silentProgress,
  startControlPlane,
  startStack,
  wipeDirectory,
} from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import { stringify } from 'yaml';
import { type Backing, type Components, resourceFiles } from './components.ts';

/** Sidecars without mTLS: nothing here depends on it. */
const NEEDS = { mtls: 'off', accelerated: false, download: undefined } as const;
const ROOT = resolve(import.meta.dirname, '../..');
const HOST = '127.0.0.1';
const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
const LOG_TAIL = 20_000;

/** The names of the components of every sidecar. */
export const STATE_STORE = 'statestore';
export const PUBSUB = 'pubsub';

/** A daprd of a test, plain except for its component files. */
export interface TestSidecar {
  appId: string;
  httpPort: number;
  grpcPort: number;
  apiToken: string;
  /** The end of its log. */
  output: () => string;
  /** Kills it and starts it again, on the same ports. */
  restart: () => Promise<void>;
  kill: () => Promise<void>;
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Where sidecars come from: one control plane and one set of components. */
export interface Sidecars {
  components: Components;
  nextPort: () => Promise<number>;
  /** A sidecar that is not started yet: it does not come up before its app listens. */
  prepare: (options: { appId: string; appPort: number; apiToken: string }) => Promise<TestSidecar>;
  /** Registers work for the end, before the sidecars stop. */
  atStop: (step: () => Promise<unknown>) => void;
  stop: () => Promise<void>;
}

/**
 * Starts placement and scheduler, and for other than in-memory components PostgreSQL and Redis.
 * Sidecars of it have Dapr's defaults, without mTLS and Configuration; only failed deliveries of events
 * are tried again faster.
 */
export async function openSidecars(components: Components): Promise<Sidecars> {
  const directory = mkdtempSync(join(tmpdir(), 'dapr-conformance-'));
  const block = reservePorts();
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
    block.release();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const backing =
      components === 'in-memory'
        ? await startAlone(directory, block, undo)
        : await startWithStores(directory, undo);
    const binaries = join(ROOT, 'dapr', 'binaries');
    const { daprd } = await findDaprBinaries(binaries, silentProgress.step(''), NEEDS);
    const resources = join(directory, 'resources');
    mkdirSync(resources);
    for (const [name, component] of Object.entries(resourceFiles(components, backing))) {
      writeFileSync(join(resources, `${name}.yaml`), stringify(component));
    }
    return {
      components,
      nextPort: () => block.next(),
      atStop: (step) => void undo.push(step),
      async prepare(options) {
        const ports = {
          http: await block.next(),
          grpc: await block.next(),
          internal: await block.next(),
          metrics: await block.next(),
        };
        const one = sidecarProcess({
          ...{ ...options, daprd, ports, backing, directory },
          resources: [resources],
        });
        undo.push(one.stop);
        return one;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAlone(
  directory: string,
  block: PortBlock,
  undo: (() => Promise<unknown>)[],
): Promise<Backing> {
  const progress = silentProgress;
  const processes = openProcessGroup({ dataDir: directory, progress, onGiveUp: () => {} });
  undo.push(() => processes.stop());
  const ports = await freeInfraPorts(block);
  const dataDir = directory;
  await startControlPlane({ processes, progress, root: ROOT, dataDir, ports, needs: NEEDS });
  return { placement: ports.placement, scheduler: ports.scheduler };
}

async function startWithStores(
  directory: string,
  undo: (() => Promise<unknown>)[],
): Promise<Backing> {
  const dataDir = join(directory, 'stack');
  const stack = await startStack({
    ...{ dataDir, ports: 'free', progress: silentProgress },
    ...{ apps: [], insecure: true, isolated: true },
  });
  undo.push(async () => {
    await stack.stop();
    await wipeDirectory(dataDir, silentProgress);
  });
  const { placement, scheduler } = stack.ports.infra;
  return {
    placement,
    scheduler,
    databaseUrl: stack.databaseUrl('order'),
    redisUrl: stack.redisUrl,
  };
}

interface SidecarOptions {
  /** The folders of its resources. */
  resources: readonly string[];
  /** For the secrets of its components. */
  env?: Record<string, string>;
  appId: string;
  appPort: number;
  apiToken: string;
  daprd: string;
  ports: { http: number; grpc: number; internal: number; metrics: number };
  backing: Pick<Backing, 'placement' | 'scheduler'>;
  directory: string;
}

/** A sidecar that is not started yet. */
export function sidecarProcess(options: SidecarOptions): TestSidecar {
  const { appId, apiToken, ports, daprd, directory } = options;
  let child: ChildProcess | undefined;
  let output = '';
  const end = async (...signals: NodeJS.Signals[]) => {
    for (const signal of signals) {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill(signal);
      await Promise.race([exit, pause(STOP_LIMIT_MS, undefined, { ref: false })]);
    }
  };
  async function start(): Promise<void> {
    child = spawn(daprd, flagsOf(options), {
      cwd: directory,
      env: {
        ...process.env,
        ...options.env,
        DAPR_HOST_IP: HOST,
        DAPR_API_TOKEN: apiToken,
        APP_API_TOKEN: apiToken,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (output = (output + String(chunk)).slice(-LOG_TAIL)));
    }
    await untilHealthy(ports.http, () => output);
  }
  return {
    appId,
    httpPort: ports.http,
    grpcPort: ports.grpc,
    apiToken,
    output: () => output,
    kill: () => end('SIGKILL'),
    start,
    async restart() {
      await end('SIGKILL');
      await start();
    },
    stop: () => end('SIGTERM', 'SIGKILL'),
  };
}

function flagsOf({ appId, appPort, ports, backing, resources }: SidecarOptions): string[] {
  const flags = {
    'app-id': appId,
    'app-port': appPort,
    'app-protocol': 'http',
    'dapr-http-port': ports.http,
    'dapr-grpc-port': ports.grpc,
    'dapr-internal-grpc-port': ports.internal,
    'dapr-listen-addresses': HOST,
    'dapr-internal-grpc-listen-address': HOST,
    'metrics-port': ports.metrics,
    'metrics-listen-address': HOST,
    'placement-host-address': `${HOST}:${backing.placement}`,
    'scheduler-host-address': `${HOST}:${backing.scheduler}`,
    'dapr-graceful-shutdown-seconds': 1,
    'log-level': 'warn',
  };
  return [
    ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...resources.flatMap((folder) => ['--resources-path', folder]),
  ];
}

async function untilHealthy(port: number, output: () => string): Promise<void> {
  const healthy = async () => (await fetch(`http://${HOST}:${port}/v1.0/healthz`)).status === 204;
  try {
    await waitUntil(healthy, { timeoutMs: READY_LIMIT_MS, what: 'the sidecar is healthy' });
  } catch (cause) {
    throw new Error(`the sidecar does not come up:\n${output()}`, { cause });
  }
}
