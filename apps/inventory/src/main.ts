import { listen } from '@commerce/runtime/http';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { openDatabase } from '@commerce/runtime/postgres';
import { createSidecar } from '@commerce/runtime/sidecar';
import { startSweep } from '@commerce/runtime/sweeps';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { readInventoryConfig } from './config.ts';
import { endExpiredHolds } from './sweeps/end-expired-holds.ts';

const MAX_CONNECTIONS = 8;
const STOP_GRACE_MS = 5_000;

const config = readInventoryConfig();
const log = createLogger({ service: 'inventory', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: MAX_CONNECTIONS });
const sidecar = createSidecar({ port: config.sidecarPort, apiToken: config.sidecarToken });
const { appToken, holdTtlSeconds } = config;
const app = buildApp({ database, sidecar, log, appToken, holdTtlSeconds });
const listening = await listen(app, config.port);
const sweep = startSweep({
  name: 'expired-holds',
  intervalMs: config.sweepIntervalMs,
  round: () => endExpiredHolds({ database, sidecar, log }),
  log,
});
log.info({ port: listening.port }, 'listening');

stopOnSignal(log, [
  () => sweep.stop(),
  () => listening.close(STOP_GRACE_MS),
  () => sidecar.close(),
  () => database.end(),
]);
