import { AUDIT_LOG, TOKENS } from '@commerce/contracts/identity/access';
import { auditThrough, openIssuerVerifier } from '@commerce/runtime/access';
import { listen } from '@commerce/runtime/http';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { openOutbox } from '@commerce/runtime/outbox';
import { openDatabase } from '@commerce/runtime/postgres';
import { createSidecar } from '@commerce/runtime/sidecar';
import { startSubscriberSweeps } from '@commerce/runtime/subscriber';
import { startSweep } from '@commerce/runtime/sweeps';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { inventorySettings } from './config.ts';
import { readConfig } from '@commerce/runtime/config';
import {
  commonSettings,
  databaseSettings,
  redisSettings,
  sagaSettings,
} from '@commerce/runtime/app';
import { fewestPackages as allocate } from './domain/allocation.ts';
import { inventoryTopics } from './handlers/index.ts';
import { endExpiredHolds } from './sweeps/end-expired-holds.ts';
import { freeUnits } from './sweeps/free-units.ts';

const MAX_CONNECTIONS = 8;
const STOP_GRACE_MS = 5_000;

const config = readConfig(
  {
    ...commonSettings,
    ...databaseSettings,
    ...redisSettings,
    ...sagaSettings,
    ...inventorySettings,
  },
  process.env,
);
const log = createLogger({ service: 'inventory', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: MAX_CONNECTIONS });
const sidecar = createSidecar({ port: config.daprHttpPort, apiToken: config.daprApiToken });
const relay = openOutbox({ database, sidecar, pubsub: 'pubsub', log });
const free = freeUnits({ database, allocate, relay, log });
const { appToken, issuer, holdTtlSeconds, sweepIntervalMs: intervalMs } = config;
const verifier = openIssuerVerifier({ sidecar, issuer, ...TOKENS, log });
const app = buildApp({
  database,
  sidecar,
  free,
  allocate,
  verifier,
  audit: auditThrough({ sidecar, ...AUDIT_LOG, log }),
  log,
  appToken,
  holdTtlSeconds,
});
const listening = await listen(app, config.port);
const expiry = startSweep({
  name: 'expired-holds',
  intervalMs,
  round: () => endExpiredHolds({ database, sidecar, free, log }),
  log,
});
const fills = startSweep({ name: 'free-units', intervalMs, round: free.sweep, log });
const topics = inventoryTopics({ database, free });
const sweeps = [expiry, fills, ...startSubscriberSweeps({ database, topics, log })];
log.info({ port: listening.port }, 'listening');

stopOnSignal(log, [
  () => Promise.all(sweeps.map((sweep) => sweep.stop())),
  () => listening.close(STOP_GRACE_MS),
  () => relay.stop(),
  () => sidecar.close(),
  () => database.end(),
]);
