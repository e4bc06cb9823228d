import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { accessOf, type AppAccess, readAccess } from './access.ts';
import { type DaprChoice, needsOf } from './binaries.ts';
import { appSpec, sidecarName, sidecarSpec } from './app-processes.ts';
import { writeConfiguration } from './configuration.ts';
import { admitExternalSidecars } from './external-sidecars.ts';
import { BROKER_SECRET, type Broker, startBroker } from './broker.ts';
import { type ServiceHost, startDatabases, startRedis } from './backing-services.ts';
import { type ControlPlane, startControlPlane } from './control-plane.ts';
import { openProcessGroup, type ProcessGroup } from './process-group.ts';
import { claimDirectory } from './data-directory.ts';
import { assertDiskSpace, gib } from './disk.ts';
import { appEnvironment, type Coordinates, databasesOf, secretEnvironment } from './environment.ts';
import { logTail, SetupError, together } from './errors.ts';
import { isOk } from './http.ts';
import { localEnvironment, type ServiceClients, serviceClients } from './identity-environment.ts';
import {
  type Observability,
  observeEnvironment,
  observeUrls,
  startObservability,
} from './observability.ts';
import { paymentProviderSpec } from './payment-provider.ts';
import { choosePorts } from './chosen-ports.ts';
import { type AppPorts, instanceName, type PortPlan, writePorts } from './port-plan.ts';
import { reservePorts } from './ports.ts';
import type { WalArchive } from './postgres.ts';
import { during, type Progress } from './progress.ts';
import { readRunFile, type RunFileApp, withComponents } from './run-file.ts';
import { loadSecrets, secretOf, type Secrets } from './secrets.ts';
import { STRIP_TYPES_ONCE } from './strip-types-once.ts';
import type { ProcessSpec, SupervisedProcess } from './supervisor.ts';

const HOST = '127.0.0.1';
const GATEWAY = 'gateway';
/** The payment provider signs with it, whichever apps run. */
const WEBHOOK_SECRET = 'PAYMENT_WEBHOOK_SECRET';
const READY_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 100;
const DATA_SPACE_BYTES = gib(1);
const REPOSITORY = resolve(import.meta.dirname, '../../..');

export interface StackOptions extends DaprChoice {
  /** The folder for all state of the stack: data, logs, secrets, pids. */
  dataDir: string;
  /** 'listed': the ports of the run file. 'free': any, so that several stacks can run at once. */
  ports: 'listed' | 'free';
  progress: Progress;
  /** The repository; default is that of this file. */
  root?: string;
  /**
   * Default is dapr/dapr.yaml of the repository; access.yaml must be in the same folder. The payment
   * provider starts if an app has PAYMENT_PROVIDER_URL.
   */
  runFile?: string;
  /** The public port of the gateway; default 8080, or any with free ports. */
  gatewayPort?: number;
  /** The apps to start; default is all of the run file. Databases are created for all of them. */
  apps?: string[];
  /** The number of instances by app, default 1, each with its own sidecar; only with free ports. */
  instances?: Record<string, number>;
  /** Added to the environment of every app and sidecar. */
  appEnv?: Record<string, string>;
  /** The folder in which tests arm failpoints. */
  failpointDir?: string;
  /**
   * App ids of sidecars that tests start; their files are in the data directory
   * (externalSidecarFiles).
   */
  externalSidecars?: string[];
  /** Host and port of a collector for the spans of the sidecars (OTLP over HTTP); without it there are none. */
  spansTo?: string;
  /** Collects traces and metrics of the stack; by default nothing does. */
  observability?: Observability;
  /** How long finished workflows are kept, such as `20s`; by default as their configuration says. */
  workflowsKept?: string;
  /**
   * Where the topics between apps are, with its programs; default is Redis. Sidecars use the components
   * of `components/<kind>`. Not together with `accelerated`.
   */
  broker?: Broker;
  /** Leaves no data on the servers of DATABASE_URL and REDIS_URL. */
  isolated?: boolean;
  /** Where the stack's own PostgreSQL archives its write-ahead log; by default nowhere. */
  archive?: WalArchive;
  /** Aborts the start: what was started is stopped, and the start rejects. */
  signal?: AbortSignal;
  /**
   * Gets how to run each app and sidecar instead of the launcher, which starts only what they need: for
   * another supervisor.
   */
  handOver?: (processes: readonly ProcessSpec[]) => void;
  /** Called when a process failed too often and is not restarted any more. */
  onGiveUp?: (error: SetupError) => void;
}

/** An app of a running stack, with its ports and those of its sidecar. */
export interface StackApp extends AppPorts {
  appId: string;
}

/** A running platform. */
export interface Stack {
  gatewayUrl: string;
  /** URLs to show to users, by name. */
  urls: Record<string, string>;
  /** The administrator's URL of the database server. */
  databaseServerUrl: string;
  databaseUrls: Record<string, string>;
  databaseUrl(app: string): string;
  redisUrl: string;
  /** The service clients of this stack with their secrets. */
  serviceClients: ServiceClients;
  appApiToken: string;
  daprApiToken: string;
  dataDir: string;
  placementHealthzUrl: string;
  ports: PortPlan;
  /** Ports, URLs and secrets, for starting a process by hand. */
  coordinates: Coordinates;
  processes: readonly SupervisedProcess[];
  app(appId: string): StackApp;
  restart(name: string): Promise<void>;
  kill(name: string, signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/**
 * Starts the whole platform; resolves when every app is ready. Rejects with a SetupError, or with
 * an AggregateError of several; then nothing keeps running.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { progress, signal } = options;
  const dataDir = resolve(options.dataDir);
  signal?.throwIfAborted();
  assertDiskSpace(dataDir, DATA_SPACE_BYTES, 'run the platform');
  const root = options.root ?? REPOSITORY;
  const runFile = options.runFile ?? join(root, 'dapr', 'dapr.yaml');
  const listed = readRunFile(runFile);
  const apps = withComponents(listed, root, componentSet(options));
  const access = readAccess(join(dirname(runFile), 'access.yaml'));
  const claimed = await claimDirectory(dataDir, progress);
  const block = options.ports === 'free' ? reservePorts() : undefined;
  const onGiveUp = options.onGiveUp ?? (() => {});
  const processes = openProcessGroup({ dataDir, progress, onGiveUp });
  const cleanups: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    claimed.markStopping();
    await processes.stopApps(); // a database in use cannot be dropped
    await Promise.allSettled(cleanups.splice(0).map((cleanup) => cleanup()));
    await processes.stop();
    block?.release();
    claimed.release();
  };
  try {
    const ports = await choosePorts(apps, options, block);
    writePorts(dataDir, ports);
    const starting = bringUp({
      ...options,
      dataDir,
      root,
      apps,
      access,
      chosen: apps.filter(({ appId }) => options.apps?.includes(appId) ?? true),
      processes,
      ports,
      cleanups,
    });
    starting.catch(() => {}); // after an abort its result does not matter
    const coordinates = await (signal === undefined
      ? starting
      : Promise.race([starting, rejectOnAbort(signal)]));
    return describe({ dataDir, coordinates, processes, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

function componentSet({ accelerated, broker }: StackOptions): string {
  if (broker !== undefined) return broker.kind;
  return accelerated === true ? 'accelerated' : 'local';
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

type BringUp = Omit<StackOptions, 'apps' | 'ports' | 'root'> & {
  root: string;
  /** All apps of the run file; `chosen` are the ones to start. */
  apps: RunFileApp[];
  chosen: RunFileApp[];
  access: Record<string, AppAccess>;
  processes: ProcessGroup;
  ports: PortPlan;
  cleanups: (() => Promise<unknown>)[];
};

// Services that do not depend on each other start at once. The first failure ends the start: the
// process group starts nothing more once it is stopping.
async function bringUp(options: BringUp): Promise<Coordinates> {
  const { root, dataDir, ports, progress, processes, cleanups } = options;
  const variables = Object.values(options.access).flatMap((one) => one.secrets);
  const secrets = loadSecrets(dataDir, [...variables, WEBHOOK_SECRET, BROKER_SECRET]);
  const host: ServiceHost = {
    dataDir,
    ports,
    secrets,
    progress,
    run: processes.run,
    logFile: processes.logFile,
    isolated: options.isolated ?? false,
    archive: options.archive,
    atStop: (work) => cleanups.push(work),
  };
  const [controlPlane, databases, redisUrl, brokerEnvironment] = await together([
    startControlPlane({
      ...{ processes, progress, root, dataDir, ports: ports.infra },
      needs: needsOf(options),
    }),
    startDatabases(host, databasesOf(options.apps)),
    startRedis(host),
    startBroker(host, { broker: options.broker, root }),
    needsProvider(options.apps) ? startProvider(options, secrets) : undefined,
    observe(options),
  ]);
  const coordinates: Coordinates = {
    ports,
    databaseUrls: databases.urls,
    databaseServerUrl: databases.serverUrl,
    redisUrl,
    brokerEnvironment,
    secrets,
    failpointDir: options.failpointDir,
  };
  await startApps(options, controlPlane, coordinates);
  return coordinates;
}

async function observe({ observability, ports, ...options }: BringUp): Promise<void> {
  if (observability === undefined || ports.observe === undefined) return;
  const { observe: own } = ports;
  await startObservability({ ...options, observability, ports: { ...ports, observe: own } });
}

function needsProvider(apps: readonly RunFileApp[]): boolean {
  return apps.some(({ env }) => env['PAYMENT_PROVIDER_URL'] !== undefined);
}

async function startProvider(
  { progress, processes, root, dataDir, ports }: BringUp,
  secrets: Secrets,
): Promise<void> {
  const spec = paymentProviderSpec({
    root,
    dataDir,
    port: ports.infra['payment-provider'],
    webhookUrl: `http://${HOST}:${ports.apps['payment']?.app}/webhooks/payment-provider`,
    webhookSecret: secretOf(secrets, WEBHOOK_SECRET),
    logFile: processes.logFile('payment-provider'),
  });
  if (spec !== undefined) {
    await during(progress, 'payment provider', () => processes.run(spec).ready());
  }
}

async function startApps(
  options: BringUp,
  { binaries: { daprd }, trust }: ControlPlane,
  coordinates: Coordinates,
): Promise<void> {
  const {
    progress,
    processes,
    dataDir,
    chosen,
    access,
    instances = {},
    externalSidecars = [],
  } = options;
  const { ports, workflowsKept } = options;
  const appEnv = { ...observeEnvironment(ports), ...options.appEnv };
  const collector = ports.observe && `${HOST}:${ports.observe['otlp-http']}`;
  const spansTo = collector ?? options.spansTo;
  if (chosen.length === 0) return;
  const mtls = trust !== undefined;
  const accelerated = options.accelerated === true;
  admitExternalSidecars(externalSidecars, {
    ...{ dataDir, trust, accelerated },
    configFile: (chosen[0] as RunFileApp).configFile,
  });
  const apps = chosen.flatMap((app) =>
    Array.from({ length: instances[app.appId] ?? 1 }, (_, n) => {
      return { app, name: instanceName(app.appId, n + 1) };
    }),
  );
  const title = apps.length === 1 ? 'app and sidecar' : `${apps.length} apps and sidecars`;
  const specs = apps.flatMap(({ app, name }) => {
    const own = ports.apps[name] as AppPorts;
    const env = appEnvironment(app, coordinates, appEnv, name);
    const about = { app, name, ports: own, env, logFile: processes.logFile };
    const allowed = accessOf(app.appId, access);
    const configFile = writeConfiguration(name, {
      ...{ configFile: app.configFile, dataDir, mtls, accelerated, spansTo, workflowsKept },
      access: allowed,
    });
    const sidecar = sidecarSpec({ ...about, daprd, configFile, infra: ports.infra, trust });
    const appEnvOnly = {
      ...STRIP_TYPES_ONCE,
      ...secretEnvironment(allowed, coordinates.secrets),
      ...(app.appId === 'identity' ? localEnvironment(coordinates.secrets, dataDir) : {}),
      ...env,
    };
    return [appSpec({ ...about, env: appEnvOnly }), sidecar];
  });
  if (options.handOver !== undefined) return options.handOver(specs);
  await during(progress, title, async (step) => {
    const started = specs.map((spec) => processes.run(spec));
    let readyCount = 0;
    await Promise.all(
      started.map(async (one) => {
        await one.ready();
        readyCount += 1;
        step.note(`(${readyCount} of ${started.length} up)`);
      }),
    );
    step.note('(waiting until they are ready)');
    await Promise.all(apps.map(({ name }) => untilReady(name, ports, processes)));
  });
}

async function untilReady(name: string, ports: PortPlan, processes: ProcessGroup): Promise<void> {
  const url = `http://${HOST}:${ports.apps[name]?.app}/readyz`;
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isOk(url))) {
    if (Date.now() > deadline) {
      const { logFile } = processes.find(name);
      throw new SetupError({
        what: `${name} is running, but does not become ready`,
        why: `${url} did not answer 200 for ${READY_TIMEOUT_MS / 1000} s\n${logTail(logFile)}`,
        next: `read ${logFile} and ${processes.find(sidecarName(name)).logFile}`,
      });
    }
    await pause(READY_POLL_MS);
  }
}

function describe(options: {
  dataDir: string;
  coordinates: Coordinates;
  processes: ProcessGroup;
  stop: () => Promise<void>;
}): Stack {
  const { dataDir, coordinates, processes, stop } = options;
  const { ports, databaseUrls, databaseServerUrl, redisUrl, secrets } = coordinates;
  const at = (port: number | undefined) => `http://${HOST}:${port}`;
  const app = (appId: string): StackApp => {
    const own = ports.apps[appId];
    if (own === undefined) throw new Error(`the stack has no app ${appId}`);
    return { appId, ...own };
  };
  const appUrls = Object.entries(ports.apps).flatMap(([appId, own]): [string, string][] => [
    [appId, at(own.app)],
    [sidecarName(appId), at(own.daprHttp)],
  ]);
  const gatewayUrl = at(ports.apps[GATEWAY]?.app);
  return {
    gatewayUrl,
    urls: {
      ...Object.fromEntries(appUrls),
      'payment-provider': at(ports.infra['payment-provider']),
      ...observeUrls(ports),
    },
    databaseServerUrl,
    databaseUrls,
    databaseUrl(appId) {
      const url = databaseUrls[appId];
      if (url === undefined) throw new Error(`app ${appId} has no database`);
      return url;
    },
    redisUrl,
    serviceClients: serviceClients(secrets),
    appApiToken: secrets.appApiToken,
    daprApiToken: secrets.daprApiToken,
    dataDir,
    placementHealthzUrl: at(ports.infra['placement-healthz']),
    ports,
    coordinates,
    processes: processes.members,
    app,
    restart: (name) => processes.find(name).restart(),
    kill: (name, signal) => processes.find(name).signal(signal),
    stop,
  };
}
