import { listen } from '@commerce/runtime/http';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { openDatabase } from '@commerce/runtime/postgres';
import { startSubscriberSweeps } from '@commerce/runtime/subscriber';
import { startSweep } from '@commerce/runtime/sweeps';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { paymentSettings } from './config.ts';
import { readConfig } from '@commerce/runtime/config';
import {
  commonSettings,
  databaseSettings,
  redisSettings,
  sagaSettings,
} from '@commerce/runtime/app';
import { paymentTopics } from './handlers/index.ts';
import { createOpenWork } from './provider/open-work.ts';
import type { PaymentProvider } from './provider/payment-provider.ts';
import { scheduledReconciliation } from './provider/scheduled-reconciliation.ts';
import { createSimulatorProvider } from './provider/simulator-provider.ts';

/** How long running requests may take to end on a stop, ms. */
const STOP_GRACE_MS = 5_000;

const config = readConfig(
  { ...commonSettings, ...databaseSettings, ...redisSettings, ...sagaSettings, ...paymentSettings },
  process.env,
);
const log = createLogger({ service: 'payment', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: 8 });
const { providerUrl: url, providerKey: apiKey, webhookSecret, appToken, reconcileGraceMs } = config;
async function chosenProvider(): Promise<PaymentProvider> {
  if (config.provider === 'simulator') return createSimulatorProvider({ url, webhookSecret, log });
  // Stripe's client takes time and memory to load, so only who uses it does.
  const { createStripeProvider } = await import('./provider/stripe-provider.ts');
  return createStripeProvider({ url, apiKey, webhookSecret, log });
}
const provider = await chosenProvider();
const openWork = createOpenWork({ database, provider }, log);
const server = await listen(
  buildApp({ database, provider, openWork, appToken, reconcileGraceMs, log }),
  config.port,
);
const sweep = startSweep({
  name: 'open-work',
  intervalMs: config.pendingSweepMs,
  round: openWork.round,
  log,
});
const reconciliation = startSweep({
  name: 'reconciliation',
  intervalMs: config.reconcileMs,
  round: scheduledReconciliation({ database, provider, reconcileGraceMs, log }),
  log,
});
const topics = paymentTopics({ database, openWork });
const inboxSweeps = startSubscriberSweeps({ database, topics, log });
log.info({ port: server.port, provider: config.provider }, 'payment listens');

stopOnSignal(log, [
  () => server.close(STOP_GRACE_MS),
  () => Promise.all([sweep, reconciliation, ...inboxSweeps].map((one) => one.stop())),
  () => openWork.idle(),
  () => provider.close(),
  () => database.end(),
]);
