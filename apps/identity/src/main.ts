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
import { plantSeed } from './seed/plant-seed.ts';
import { pruneExpired } from './store/prune.ts';

const MAX_CONNECTIONS = 8;
/** How long running requests may take to end on a stop, ms. */
const STOP_GRACE_MS = 5_000;
/** Pause between two looks for what has run out, ms. */
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
if ((await deps.keyRing.published()).keys.length === 0) await deps.keyRing.rotate();
if (config.localSeed !== undefined) await plantSeed(deps, config.localSeed);
const server = await listen(buildApp(deps), config.port);
const prune = startSweep({
  name: 'prune-expired',
  intervalMs: PRUNE_INTERVAL_MS,
  round: () => pruneExpired(database),
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
