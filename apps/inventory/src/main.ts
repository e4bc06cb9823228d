import { AUDIT_LOG, TOKENS } from '@commerce/contracts/identity/access';
import { auditThrough, openIssuerVerifier } from '@commerce/runtime/access';
import { commonSettings, databaseSettings } from '@commerce/runtime/app';
import { readConfig } from '@commerce/runtime/config';
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
import { fewestPackages } from './domain/allocation.ts';
import { inventoryTopics } from './handlers/index.ts';
import { inventorySweeps } from './sweeps/index.ts';

const MAX_CONNECTIONS = 8;
const STOP_GRACE_MS = 5_000;

const config = readConfig(
  { ...commonSettings, ...databaseSettings, ...inventorySettings },
  process.env,
);
const log = createLogger({ service: 'inventory', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: MAX_CONNECTIONS });
const sidecar = createSidecar({ port: config.daprHttpPort, apiToken: config.daprApiToken });
const outbox = openOutbox({ database, sidecar, pubsub: 'pubsub', log });
const { appToken, issuer, holdTtlSeconds, sweepIntervalMs: intervalMs } = config;
const deps = {
  database,
  sidecar,
  outbox,
  allocate: fewestPackages,
  holdTtlSeconds,
  log,
  appToken,
  verifier: openIssuerVerifier({ sidecar, issuer, ...TOKENS, log }),
  audit: auditThrough({ sidecar, ...AUDIT_LOG, log }),
};
const listening = await listen(buildApp(deps), config.port);
const sweeps = [
  ...Object.entries(inventorySweeps(deps)).map(([name, round]) =>
    startSweep({ name, intervalMs, round, log }),
  ),
  ...startSubscriberSweeps({ database, topics: inventoryTopics(deps), log }),
];
log.info({ port: listening.port }, 'listening');

stopOnSignal(log, [
  () => Promise.all(sweeps.map((sweep) => sweep.stop())),
  () => listening.close(STOP_GRACE_MS),
  () => outbox.stop(),
  () => sidecar.close(),
  () => database.end(),
]);
