import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, readState, type RecordedProcess } from '@commerce/local-stack';
import type { Fault } from 'dapr-actor-runtime/failpoints';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { TestStackFile } from './stack-file.ts';
import { waitUntil } from './wait-until.ts';

const MAX_CONNECTIONS = 4;
/**
 * Longest wait until a process that a test kills runs again: longer than the 30 s after which a workflow whose
 * timer the scheduler lost is started again, because some die in one.
 */
const RESTART_TIMEOUT_MS = 60_000;

/** The addresses of an app of the running platform. */
export interface TestApp {
  port: number;
  url: string;
  daprHttpPort: number;
  daprHttpUrl: string;
  daprGrpcPort: number;
}

/** The platform that `npm test` started, with controls for tests. */
export interface TestStack extends TestStackFile {
  app(appId: string): TestApp;
  /** A connection pool to an app's database; `close` ends it. */
  database(appId: string): pg.Pool;
  redis(): Redis;
  /** The running process with that name; a sidecar is named `<app>-daprd`. */
  process(name: string): RecordedProcess;
  /** Sends a signal to a process, by its current pid. The launcher restarts a process that ends. */
  kill(name: string, signal?: NodeJS.Signals): RecordedProcess;
  /** Waits at most 30 s until a new process runs under the name of a killed one and is ready. */
  untilRestarted(killed: RecordedProcess): Promise<void>;
  /** Arms a failpoint once: the app kills itself there, or has the named fault. */
  armFailpoint(appId: string, point: string, fault?: Fault): void;
  /** Whether a failpoint is armed and has not fired yet. */
  isArmed(appId: string, point: string): boolean;
  /** The log of a process. */
  logOf(name: string): string;
  /** Closes the connections that this test file opened. */
  close(): Promise<void>;
}

function readStackFile(): TestStackFile {
  const file = process.env['COMMERCE_TEST_STACK'];
  if (!file) {
    throw new Error('this test needs a running platform: run it with npm test -- <test file>');
  }
  return JSON.parse(readFileSync(file, 'utf8')) as TestStackFile;
}

/** Connects a test file to the running platform. Throws an Error if there is none. */
export function connectStack(): TestStack {
  const stack = readStackFile();
  const pools = new Map<string, pg.Pool>();
  let redis: Redis | undefined;

  const app = (appId: string): TestApp => {
    const ports = stack.apps[appId];
    if (ports === undefined) throw new Error(`the platform has no app ${appId}`);
    return {
      port: ports.app,
      url: `http://127.0.0.1:${ports.app}`,
      daprHttpPort: ports.daprHttp,
      daprHttpUrl: `http://127.0.0.1:${ports.daprHttp}`,
      daprGrpcPort: ports.daprGrpc,
    };
  };
  const find = (name: string) =>
    readState(stack.stateFile).processes.find((one) => one.name === name);
  const running = (name: string): RecordedProcess => {
    const found = find(name);
    if (found === undefined) throw new Error(`no process ${name} is running`);
    return found;
  };
  const armed = (appId: string, point: string) => join(stack.failpointDir, `${appId}.${point}`);
  return {
    ...stack,
    app,
    process: running,
    database(appId) {
      const url = stack.databaseUrls[appId];
      if (url === undefined) throw new Error(`app ${appId} has no database`);
      const pool = pools.get(appId) ?? new pg.Pool({ connectionString: url, max: MAX_CONNECTIONS });
      pools.set(appId, pool);
      return pool;
    },
    redis() {
      redis ??= new Redis(stack.redisUrl);
      return redis;
    },
    kill(name, signal = 'SIGKILL') {
      const target = running(name);
      process.kill(target.pid, signal);
      return target;
    },
    async untilRestarted(killed) {
      const what = `${killed.name} runs again`;
      await waitUntil(
        async () => {
          const now = find(killed.name);
          if (now === undefined || now.pid === killed.pid || !isAlive(now)) return false;
          return isReady(killed, app);
        },
        { timeoutMs: RESTART_TIMEOUT_MS, what },
      );
    },
    armFailpoint: (appId, point, fault) => writeFileSync(armed(appId, point), fault ?? ''),
    isArmed: (appId, point) => existsSync(armed(appId, point)),
    logOf: (name) => readFileSync(join(stack.dataDir, 'logs', `${name}.log`), 'utf8'),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
      redis?.disconnect();
    },
  };
}

async function isReady(
  { name, kind }: RecordedProcess,
  app: (appId: string) => TestApp,
): Promise<boolean> {
  if (kind === 'infra') return true;
  const url =
    kind === 'app'
      ? `${app(name).url}/readyz`
      : `${app(name.replace(/-daprd$/, '')).daprHttpUrl}/v1.0/healthz/outbound`;
  const response = await fetch(url);
  await response.body?.cancel();
  return response.ok;
}
