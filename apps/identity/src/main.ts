import { listen } from '@commerce/runtime/http';
import { openRedis } from '@commerce/runtime/idempotency';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { openDatabase } from '@commerce/runtime/postgres';
import { startSweep } from '@commerce/runtime/sweeps';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { identitySettings } from './config.ts';
import { readConfig } from '@commerce/runtime/config';
import {
  commonSettings,
  databaseSettings,
  redisSettings,
  sagaSettings,
} from '@commerce/runtime/app';
import { identityDeps } from './deps.ts';
import { loadSeed } from './use-cases/load-seed.ts';
import { pruneExpired } from './use-cases/prune-expired.ts';
import { ensureSigningKey } from './use-cases/rotate-signing-key.ts';

const MAX_CONNECTIONS = 8;
/** How long running requests may take to finish on shutdown, ms. */
const STOP_GRACE_MS = 5_000;
/** Interval between two runs that delete expired rows, ms. */
const PRUNE_INTERVAL_MS = 60_000;

const config = readConfig(
  {
    ...commonSettings,
    ...databaseSettings,
    ...redisSettings,
    ...sagaSettings,
    ...identitySettings,
  },
  process.env,
);
const log = createLogger({ service: 'identity', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: MAX_CONNECTIONS });
const redis = openRedis(config.redisUrl, log);
const deps = identityDeps(config, { database, redis, log });
await ensureSigningKey(deps);
if (config.localSeed !== undefined) await loadSeed(deps, config.localSeed);
const server = await listen(buildApp(deps), config.port);
const prune = startSweep({
  name: 'prune-expired',
  intervalMs: PRUNE_INTERVAL_MS,
  round: () => pruneExpired(deps),
  log,
});
log.info({ port: server.port }, 'identity listens');

stopOnSignal(log, [
  () => server.close(STOP_GRACE_MS),
  () => prune.stop(),
  () => deps.mailer.idle(),
  async () => redis.disconnect(),
  () => database.end(),
]);
