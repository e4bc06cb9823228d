import { OrderActor } from '@commerce/contracts/order/order-actor';
import { TOKENS } from '@commerce/contracts/identity/access';
import { openIssuerVerifier } from '@commerce/runtime/access';
import { actorReferences } from '@commerce/runtime/actors';
import { createFailpoint } from '@commerce/runtime/failpoints';
import { listen, openStreamedAnswers } from '@commerce/runtime/http';
import { openRedis } from '@commerce/runtime/idempotency';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { databaseFault, openDatabase } from '@commerce/runtime/postgres';
import { startWorkflowWorker } from '@commerce/runtime/saga';
import { createSidecar } from '@commerce/runtime/sidecar';
import { openEventStreams, openStreamWatch } from '@commerce/runtime/streams';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { orderSettings } from './config.ts';
import { readConfig } from '@commerce/runtime/config';
import {
  commonSettings,
  databaseSettings,
  redisSettings,
  sagaSettings,
} from '@commerce/runtime/app';
import { ORDER_STATE_VERSION } from './domain/order-state.ts';
import { orderSagas } from './sagas/index.ts';
import { startOrderSweeps } from './sweeps/index.ts';

const GRACE_MS = 5_000;
const TURN_TIMEOUT_MS = 40_000;
/** Clients that follow orders live at once. */
const MAX_OPEN_STREAMS = 200;

const config = readConfig(
  { ...commonSettings, ...databaseSettings, ...redisSettings, ...sagaSettings, ...orderSettings },
  process.env,
);
const log = createLogger({ service: 'order', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: 8 });
const redis = openRedis(config.redisUrl, log);
const sidecar = createSidecar({ port: config.daprHttpPort, apiToken: config.daprApiToken });
const store = { store: 'orderstreams', kind: 'order', stateVersion: ORDER_STATE_VERSION };
const watch = openStreamWatch(openEventStreams({ sidecar, ...store, log }), log);
const streamedAnswers = openStreamedAnswers({ max: MAX_OPEN_STREAMS });
const orders = actorReferences(sidecar, OrderActor, { timeoutMs: TURN_TIMEOUT_MS });
const failpoint = createFailpoint('order', config.failpointDir);

async function ready(): Promise<string | undefined> {
  if (!(await sidecar.isReady())) return 'sidecar: not ready';
  if (!worker.connected()) return 'compensation worker: not connected';
  return databaseFault(database);
}

const deps = {
  ...config,
  chargeRules: config,
  verifier: openIssuerVerifier({ sidecar, ...config, ...TOKENS, log }),
  database,
  redis,
  sidecar,
  streams: watch.streams,
  watch,
  streamedAnswers,
  orders,
  failpoint,
  ready,
  log,
};
const server = await listen(buildApp(deps), config.port);
const worker = startWorkflowWorker({
  sidecar,
  grpcPort: config.daprGrpcPort,
  apiToken: config.daprApiToken,
  ...orderSagas(sidecar),
  failpoint,
  log,
});
const sweeps = startOrderSweeps(deps);
log.info({ port: config.port }, 'listening');

stopOnSignal(log, [
  streamedAnswers.close,
  ...sweeps.map((sweep) => sweep.stop),
  worker.stop,
  () => server.close(GRACE_MS),
  sidecar.close,
  () => redis.quit(),
  () => database.end(),
]);
