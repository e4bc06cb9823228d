import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSidecar, type Sidecar } from 'dapr-actor-runtime/sidecar';
import { waitUntil } from '@commerce/testing/wait-until';
import type { HostOptions, Question, Report } from './hosts/protocol.ts';
import { PUBSUB, type Sidecars, STATE_STORE, type TestSidecar } from './sidecars.ts';

const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 3_000;

/** What the behaviours are run against, by its column in the table. */
export const CONTESTANTS = {
  koa: { title: 'runtime, Koa', host: 'runtime-koa.ts', sends: (input: unknown) => input },
  node: { title: 'runtime, node:http', host: 'runtime-node.ts', sends: (input: unknown) => input },
  // Its own client sends the list of arguments.
  sdk: { title: '@dapr/dapr 3.18', host: 'sdk.ts', sends: (input: unknown) => [input] },
} as const;
export type ContestantName = keyof typeof CONTESTANTS;

/** A host process with its sidecar, as a behaviour uses it. */
export interface Contestant {
  sidecar: Sidecar;
  daprd: TestSidecar;
  topic: string;
  reports: Report[];
  /** Lines that the host has printed. */
  printed: () => number;
  isAlive: () => boolean;
  /** Calls a method of the actor Probe; the body of the answer, decoded if it is JSON. */
  call: (
    id: string,
    method: string,
    input?: unknown,
  ) => Promise<{ status: number; body: unknown; text: string }>;
  ask: (question: Question) => Promise<unknown>;
  /** Kills the host and starts it again, beside the same sidecar. */
  restartHost: () => Promise<void>;
  /** Starts host and sidecar again. */
  renew: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts a host and a sidecar for it. */
export async function startContestant(
  name: ContestantName,
  sidecars: Sidecars,
): Promise<Contestant> {
  const appId = `conformance-${name}`;
  const apiToken = randomBytes(8).toString('hex');
  const topic = `notes-${name}`;
  const appPort = await sidecars.nextPort();
  const reports: Report[] = [];
  const waiting = new Map<number, (answer: { result?: unknown; error?: string }) => void>();
  let host: ChildProcess | undefined;
  let printed = 0;
  let asked = 0;
  const daprd = await sidecars.prepare({ appId, appPort, apiToken });
  const sidecar = createSidecar({ port: daprd.httpPort, grpcPort: daprd.grpcPort, apiToken });
  const options: HostOptions = {
    ...{ appId, appPort, apiToken, topic },
    ...{ httpPort: daprd.httpPort, grpcPort: daprd.grpcPort },
    ...{ pubsub: PUBSUB, stateStore: STATE_STORE },
  };

  function startHost(): void {
    const file = join(import.meta.dirname, 'hosts', CONTESTANTS[name].host);
    host = fork(file, [JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [host.stdout, host.stderr]) {
      stream?.on('data', (chunk: Buffer) => (printed += String(chunk).split('\n').length - 1));
    }
    host.on('message', (message: Report & { answerTo?: number }) => {
      if (message.answerTo === undefined) reports.push(message);
      else waiting.get(message.answerTo)?.(message as never);
    });
  }
  const isAlive = () => host?.exitCode === null && host.signalCode === null;
  const call: Contestant['call'] = async (id, method, input) => {
    const path = `/v1.0/actors/Probe/${encodeURIComponent(id)}/method/${method}`;
    const body = input === undefined ? undefined : JSON.stringify(CONTESTANTS[name].sends(input));
    const { status, text } = await sidecar.request({ method: 'PUT', path, body, pool: 'turns' });
    return { status, text, body: decoded(text) };
  };
  const ready = () =>
    waitUntil(async () => (await call('ready', 'instance')).status === 200, {
      timeoutMs: READY_LIMIT_MS,
      what: `${name} answers calls of actors:\n${daprd.output()}`,
    });
  async function endHost(): Promise<void> {
    if (host === undefined || !isAlive()) return;
    const exit = once(host, 'exit');
    host.kill('SIGKILL');
    await Promise.race([exit, pause(STOP_LIMIT_MS, undefined, { ref: false })]);
  }
  sidecars.atStop(endHost);
  startHost();
  await daprd.start();
  await ready();
  return {
    ...{ sidecar, daprd, topic, reports, call, isAlive },
    printed: () => printed,
    ask(question) {
      const id = (asked += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error }) =>
          error === undefined ? resolve(result) : reject(new Error(error)),
        );
        host?.send({ id, question });
      });
    },
    async restartHost() {
      await endHost();
      startHost();
      await ready();
    },
    async renew() {
      await endHost();
      // Not killed: the scheduler may send a reminder to a sidecar that it does not yet miss.
      await daprd.stop();
      startHost();
      await daprd.start();
      await ready();
    },
    async stop() {
      await sidecar.close();
      await endHost();
      // The next contestant hosts the same actor types, which Dapr would look for here too.
      await daprd.stop();
    },
  };
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? undefined : text;
  }
}
