import type { Redis } from 'ioredis';
import {
  type Audit,
  auditThrough,
  openIssuerVerifier,
  openOutsideVerifier,
  type Verifier,
} from '../access/index.ts';
import {
  type ActorMethods,
  type ActorType,
  actorReferences,
  createLocalActors,
} from '../actors/index.ts';
import { readConfig, type Settings } from '../config/index.ts';
import { createFailpoint, type Failpoint } from '../failpoints/index.ts';
import type { Readiness } from '../http/index.ts';
import { listen, type Listening } from '../server/index.ts';
import { openRedis } from '../idempotency/index.ts';
import { stopOnSignal } from '../lifecycle/index.ts';
import {
  deadLetterGauges,
  outboxGauges,
  poolGauges,
  readAtScrape,
  serveMetrics,
} from '../metrics/index.ts';
import { openOutbox, type Outbox } from '../outbox/index.ts';
import { brokerFault } from '../streams/index.ts';
import { databaseFault, openDatabase, type Database } from '../postgres/index.ts';
import { hostSagas, startWorkflowWorker, type WorkflowWorker } from '../saga/index.ts';
import { createSidecar, type Sidecar } from '../sidecar/index.ts';
import { bindHandlers, startSubscriberSweeps } from '../subscriber/index.ts';
import { startSweep, type Sweep } from '../sweeps/index.ts';
import { createLogger, type Logger } from '../telemetry/index.ts';
import { usesBroker, watchBroker } from './broker.ts';
import { buildApp } from './build-app.ts';
import { openAppStreams } from './app-streams.ts';
import type { App, AppAccess, AppContext, ContextPart } from './declaration.ts';
import { daprApisOf, isSubscriber, recordsAudit, verifiesTokens } from './define-app.ts';
import { sentEventsSweeps } from './sent-events-sweeps.ts';
import type { CommonConfig, Resource } from './settings.ts';

/** How long a call of an actor by `actors` of the context waits, ms. */
const ACTOR_TIMEOUT_MS = 10_000;
/** Most connections of an app to its database. */
const MAX_CONNECTIONS = 8;
/** Time for running requests to end at shutdown, ms. */
const STOP_GRACE_MS = 5_000;

type Step = () => Promise<unknown>;
type AllConfig = CommonConfig & Record<string, unknown>;

interface Opened {
  log: Logger;
  sidecar: Sidecar;
  failpoint: Failpoint;
  database: Database | undefined;
  outbox: Outbox | undefined;
  redis: ReturnType<typeof openRedis> | undefined;
  /** The Redis without which the app is not ready if it can lose events. */
  broker: ReturnType<typeof openRedis> | undefined;
  appStreams: ReturnType<typeof openAppStreams> | undefined;
  sentEvents: ReturnType<typeof sentEventsSweeps>;
  /** Sends the last spans. */
  endTracing: Step;
}

/**
 * Runs a declared app until SIGTERM or SIGINT: settings, logger, sidecar, database, Redis and
 * outbox, the app's own dependencies, then requests, workflows and sweeps. It stops them in reverse
 * order. Rejects with ConfigError, which names every missing or malformed setting.
 */
export async function runApp<D>(
  app: App<D>,
  environment: Record<string, string | undefined>,
): Promise<void> {
  const { config, opened, deps, localActors, drain, stop } = await openApp(app, environment);
  const { log, database, failpoint } = opened;
  let worker: WorkflowWorker | undefined;
  const audit = auditOf(app, opened);
  const server = await listen(
    buildApp(app, deps, {
      appToken: config.appToken,
      log,
      ready: readinessOf(app, deps, { ...opened, worker: () => worker }),
      verifier: verifierOf(app, deps, { ...opened, config }),
      audit,
      database,
      batchWaitMs: config['eventBatchWaitMs'] as number | undefined,
      localActors,
    }),
    config.port,
    config.listenAddress,
  );
  if (app.sagas.length > 0) {
    worker = startWorkflowWorker({
      sidecar: opened.sidecar,
      grpcPort: config['daprGrpcPort'] as number,
      apiToken: config.daprApiToken,
      ...hostSagas(app.sagas, deps),
      failpoint,
      log,
    });
  }
  const sweeps = startSweeps(app, deps, opened);
  const metrics = await startMetrics(app, deps, opened, config);
  log.info({ port: server.port }, 'listening');
  stopOnSignal(log, [
    ...drain,
    () => Promise.all(sweeps.map((sweep) => sweep.stop())),
    async () => worker?.stop(),
    () => server.close(STOP_GRACE_MS),
    async () => metrics?.close(0),
    async () => audit?.clients?.flush(),
    ...stop,
    () => closeResources(opened),
  ]);
}

/**
 * Opens the resources and the dependencies of an app, which answers nothing yet. `close` closes them
 * again. Rejects with ConfigError, which names every missing or malformed setting.
 */
export async function openApp<D>(app: App<D>, environment: Record<string, string | undefined>) {
  const config = readConfig(app.settings, environment) as AllConfig;
  const log = createLogger({
    service: app.name,
    level: config.logLevel,
    secretFields: app.secretFields,
  });
  // Before anything is opened, because connections are traced from their start.
  const endTracing = await traceIfWanted(app, config, log);
  const opened = { ...openResources(app, config, log), endTracing };
  const localActors = createLocalActors();
  const drain: Step[] = [];
  const stop: Step[] = [];
  const deps = await app.open({
    ...opened,
    streams: opened.appStreams?.streams,
    config,
    localActors,
    actors: (type: ActorType<ActorMethods>) =>
      actorReferences(opened.sidecar, type, { timeoutMs: ACTOR_TIMEOUT_MS }),
    onDrain: (step: Step) => void drain.push(step),
    onStop: (step: Step) => void stop.unshift(step),
  } as unknown as AppContext<ContextPart, Settings>);
  const close = async () => {
    for (const step of stop) await step();
    await closeResources(opened);
  };
  return { config, opened, deps, localActors, drain, stop, close };
}

/** Without a collector OpenTelemetry is not even loaded. */
async function traceIfWanted<D>(
  { name, spans }: App<D>,
  { tracesTo: endpoint, tracesRatio: ratio }: AllConfig,
  log: Logger,
): Promise<Step> {
  if (endpoint === undefined) return async () => {};
  const { startTracing } = await import('../tracing/index.ts');
  return startTracing({ service: name, ...spans, endpoint, ratio, log });
}

function openResources<D>(app: App<D>, config: AllConfig, log: Logger): Omit<Opened, 'endTracing'> {
  const has = (resource: Resource) => app.uses.includes(resource);
  const sidecar = createSidecar({ port: config.daprHttpPort, apiToken: config.daprApiToken });
  const database = has('database')
    ? openDatabase(config['databaseUrl'] as string, { max: MAX_CONNECTIONS })
    : undefined;
  const redis = has('redis') ? openRedis(config['redisUrl'] as string, log) : undefined;
  const policy = config['brokerPolicy'];
  const broker = usesBroker(app) ? redis : undefined;
  if (broker !== undefined) watchBroker(broker, policy, log);
  const { pubsub, outboxTopics: topics } = app;
  const keep = redis !== undefined && topics.length > 0;
  const outbox =
    has('outbox') && database !== undefined
      ? openOutbox({ database, sidecar, pubsub, keep, log })
      : undefined;
  const { streams } = app;
  const appStreams =
    streams !== undefined && database !== undefined
      ? openAppStreams(app, streams, {
          ...{ sidecar, database, redis, log },
          namespace: config['daprNamespace'] as string,
        })
      : undefined;
  const sentEvents =
    outbox !== undefined && database !== undefined && redis !== undefined
      ? sentEventsSweeps({ topics, redis, database, sidecar, pubsub, log })
      : [];
  const failpoint = createFailpoint(app.name, config.failpointDir);
  const required = policy === 'refuse' ? broker : undefined;
  return {
    ...{ log, sidecar, failpoint, database, outbox, redis },
    broker: required,
    appStreams,
    sentEvents,
  };
}

async function startMetrics<D>(
  app: App<D>,
  deps: D,
  { database, outbox, log }: Opened,
  { metricsPort: port, listenAddress: address }: CommonConfig,
): Promise<Listening | undefined> {
  if (port === undefined) return undefined;
  if (database !== undefined) {
    const ofRuntime = [
      ...poolGauges,
      ...(outbox === undefined ? [] : outboxGauges),
      ...(isSubscriber(app) ? deadLetterGauges : []),
    ];
    for (const gauge of ofRuntime) readAtScrape(gauge, database);
  }
  for (const gauge of app.gauges) readAtScrape(gauge, deps);
  return serveMetrics({ port, address, log });
}

async function closeResources(opened: Opened): Promise<void> {
  const { outbox, sidecar, redis, database, endTracing } = opened;
  await outbox?.stop();
  await sidecar.close();
  redis?.disconnect();
  await database?.end();
  await endTracing();
}

function verifierOf<D>(
  app: App<D>,
  deps: D,
  { sidecar, log, config }: Opened & { config: CommonConfig },
): Verifier | undefined {
  const { access } = app;
  if (access === undefined || !verifiesTokens(app)) return undefined;
  const outside = outsideVerifierOf(access, config, log);
  if (app.verifier !== undefined) return app.verifier(deps, outside);
  const { issuer } = config;
  return outside ?? openIssuerVerifier({ sidecar, issuer, ...access.issuer, log });
}

function outsideVerifierOf(
  { issuer, outsideUsers = { everyone: [], idPrefix: 'user' } }: AppAccess,
  config: CommonConfig,
  log: Logger,
): Verifier | undefined {
  if (config.outsideIssuer === undefined) return undefined;
  const outside = {
    ...outsideUsers,
    issuer: config.outsideIssuer,
    audience: config.outsideAudience ?? issuer.audience,
    rolesClaim: config.outsideRolesClaim,
    roleMap: config.outsideRoleMap,
  };
  return openOutsideVerifier(outside, { log });
}

// The app that runs a forwarded operation records it; the edge records only the users it refuses.
function auditOf<D>(app: App<D>, { sidecar, log }: Opened): Audit | undefined {
  const { access, edge } = app;
  if (access === undefined || !recordsAudit(app)) return undefined;
  const audit = auditThrough({ sidecar, log, ...access.audit });
  return edge ? { ...audit, staff: [], clients: undefined } : audit;
}

/** Whether an app can work now: its database, its sidecar, its broker, its workflow worker, its own check. */
export function readinessOf<D>(
  app: App<D>,
  deps: D,
  {
    sidecar,
    database,
    broker,
    worker,
  }: {
    sidecar: Pick<Sidecar, 'isReady'>;
    database: Database | undefined;
    /** A Redis that must not lose events; the app does not need it to answer. */
    broker?: Redis | undefined;
    worker: () => Pick<WorkflowWorker, 'connected'> | undefined;
  },
): Readiness {
  // An app that uses no Dapr API works without its sidecar.
  const needsSidecar = daprApisOf(app).length > 0;
  return async () => {
    const fault = database === undefined ? undefined : await databaseFault(database);
    if (fault !== undefined) return fault;
    if (needsSidecar && !(await sidecar.isReady())) return 'sidecar: it is not ready for calls';
    const loss = broker === undefined ? undefined : await brokerFault(broker);
    if (loss !== undefined) return loss;
    if (app.sagas.length > 0 && worker()?.connected() !== true) {
      return 'workflow worker: it is not connected';
    }
    return app.ready?.(deps);
  };
}

function startSweeps<D>(
  app: App<D>,
  deps: D,
  { database, appStreams, sentEvents, log }: Opened,
): Sweep[] {
  const all = [...app.sweeps, ...(appStreams?.sweeps ?? []), ...sentEvents];
  const own = all.map(({ name, intervalMs, round }) =>
    startSweep({
      name,
      intervalMs: typeof intervalMs === 'number' ? intervalMs : intervalMs(deps),
      round: () => round(deps),
      log,
    }),
  );
  if (database === undefined || !isSubscriber(app)) return own;
  const topics = bindHandlers(app.subscriptions, deps);
  const mayPrune = appStreams?.mayPrune;
  return [
    ...own,
    ...startSubscriberSweeps({ database, topics, log, ...(mayPrune && { mayPrune }) }),
  ];
}
