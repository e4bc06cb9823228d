import { listen } from '@commerce/runtime/http';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { openDatabase } from '@commerce/runtime/postgres';
import { startSweep } from '@commerce/runtime/sweeps';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { readPaymentConfig } from './config.ts';
import { confirmOpenVoids } from './provider/confirm-void.ts';
import { createPaymentProvider } from './provider/payment-provider.ts';

/** How long running requests may take to end on a stop, ms. */
const STOP_GRACE_MS = 5_000;

const config = readPaymentConfig();
const log = createLogger({ service: 'payment', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: 8 });
const provider = createPaymentProvider({ url: config.providerUrl, log });
const server = await listen(
  buildApp({ database, provider, appToken: config.appToken, log }),
  config.port,
);
const sweep = startSweep({
  name: 'open-voids',
  intervalMs: config.voidSweepMs,
  round: () => confirmOpenVoids({ database, provider }),
  log,
});
log.info({ port: server.port }, 'payment listens');

stopOnSignal(log, [
  () => server.close(STOP_GRACE_MS),
  () => sweep.stop(),
  () => provider.close(),
  () => database.end(),
]);
