import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type Broker,
  type BrokerKind,
  commonEnvironment,
  databaseVariable,
  findDaprBinaries,
  reservePorts,
  silentProgress,
  startStack,
  wipeDirectory,
} from '@commerce/local-stack';
import { type Database, openDatabase } from 'dapr-actor-runtime/postgres';
import { nodeListener } from 'dapr-actor-runtime/server';
import { createSidecar, type Sidecar } from 'dapr-actor-runtime/sidecar';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { subscriberHandler } from 'dapr-actor-runtime/subscriber';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { waitUntil } from '@commerce/testing/wait-until';
import { sidecarProcess, type TestSidecar } from '../sidecars.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const HOST = '127.0.0.1';
const RESTART_LIMIT_MS = 10_000;

/** The brokers of the list. */
export type BrokerName = 'redis' | BrokerKind;

/** The apps that subscribe to TOPIC; the first one publishes it. */
export const APPS = ['order', 'inventory', 'payment'] as const;
export type AppId = (typeof APPS)[number];
/** The topic of all behaviours, with the rights and the streams that the platform gives it. */
export const TOPIC = 'orders';
export const PUBSUB = 'pubsub';
/** The only type of event, which all consumers handle. */
export const NOTED = 'Noted.v1';

/** A subscriber in this process, with a sidecar of its own. */
export interface Consumer {
  appId: AppId;
  sidecar: TestSidecar;
  /** Calls of the sidecar. */
  dapr: Sidecar;
  database: Database;
  /** What was handled, in order; with every repetition. */
  handled: StreamEvent[];
  /** Called before an event is handled, which fails if this rejects. */
  before: (event: StreamEvent) => Promise<void>;
  stop: () => Promise<void>;
}

/** A broker with what the platform runs beside it, and apps that are only consumers. */
export interface BrokerStack {
  /** Starts an app, or a further instance of one. */
  consumer: (appId: AppId) => Promise<Consumer>;
  /** Kills the process of the broker; resolves when it is up again. */
  killBroker: () => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Starts the stores, the broker (Redis if it is undefined) and Dapr's services. Sidecars of it have the
 * component files and the inbound retries of the platform, unchanged; they are without mTLS and
 * Configuration.
 */
export async function openBrokerStack(broker: Broker | undefined): Promise<BrokerStack> {
  const directory = mkdtempSync(join(tmpdir(), 'dapr-brokers-'));
  const dataDir = join(directory, 'stack');
  const stack = await startStack({
    ...{ dataDir, ports: 'free', progress: silentProgress },
    ...{ apps: [], insecure: true, isolated: true },
    ...(broker === undefined ? {} : { broker }),
  });
  const block = reservePorts();
  const undo: (() => Promise<unknown>)[] = [];
  const { daprd } = await findDaprBinaries(join(ROOT, 'dapr', 'binaries'), silentProgress.step(''));
  const databases = Object.entries(stack.databaseUrls);
  const env = {
    ...commonEnvironment(stack.coordinates),
    ...Object.fromEntries(databases.map(([app, url]) => [databaseVariable(app), url])),
  };
  const batchWait = env['EVENT_BATCH_WAIT_MS'];
  const batchWaitMs = batchWait === undefined ? undefined : Number(batchWait);
  const about = {
    ...{ daprd, directory, env, backing: stack.ports.infra },
    resources: [join(ROOT, 'components', broker?.kind ?? 'local'), join(ROOT, 'dapr', 'resources')],
  };
  return {
    async consumer(appId) {
      const ports = {
        http: await block.next(),
        grpc: await block.next(),
        internal: await block.next(),
        metrics: await block.next(),
      };
      const appPort = await block.next();
      const apiToken = randomBytes(8).toString('hex');
      const database = openDatabase(stack.databaseUrl(appId), { max: 4 });
      const sidecar = sidecarProcess({ ...about, appId, appPort, apiToken, ports });
      const dapr = createSidecar({ port: ports.http, apiToken });
      const consumer: Consumer = {
        ...{ appId, sidecar, dapr, database, handled: [], before: async () => {} },
        stop: () => (stopped ??= end()),
      };
      let stopped: Promise<void> | undefined;
      const end = async () => {
        await sidecar.stop();
        server.closeAllConnections();
        server.close();
        await dapr.close();
        await database.end();
      };
      const server = createServer(listenerOf(consumer, apiToken, batchWaitMs)).listen(
        appPort,
        HOST,
      );
      undo.push(() => consumer.stop());
      await sidecar.start();
      return consumer;
    },
    async killBroker() {
      const name = broker === undefined ? 'redis' : 'broker';
      const one = stack.processes.find((process) => process.name === name);
      if (one === undefined) throw new Error(`the stack has no ${name}`);
      const { restarts } = one;
      one.signal('SIGKILL');
      await waitUntil(() => one.restarts > restarts, {
        timeoutMs: RESTART_LIMIT_MS,
        what: 'the broker is started again',
      });
      await one.ready();
    },
    async stop() {
      for (const step of undo.splice(0).toReversed()) await step();
      await stack.stop();
      await wipeDirectory(dataDir, silentProgress);
      block.release();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function listenerOf(consumer: Consumer, appToken: string, batchWaitMs: number | undefined) {
  const log = createLogger({ service: consumer.appId, level: 'silent' });
  const handler = {
    consumer: 'conformance',
    types: [NOTED],
    async handle(events: StreamEvent[]) {
      // All of a batch or none, as in the transaction of an inbox.
      for (const event of events) await consumer.before(event);
      consumer.handled.push(...events);
    },
  };
  const { appId: app, database } = consumer;
  const topics = { [TOPIC]: [handler] };
  const options = { app, pubsub: PUBSUB, appToken, database, topics, batchWaitMs, log };
  const events = subscriberHandler(options);
  return nodeListener([events], { log });
}
