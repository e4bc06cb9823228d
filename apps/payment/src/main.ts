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
import type { PaymentProvider } from './provider/payment-provider.ts';
import { createSimulatorProvider } from './provider/simulator-provider.ts';
import { pruneWebhookReceipts } from './store/webhook-receipts.ts';
import { createPendingOperations } from './sweeps/pending-operations.ts';
import { scheduledReconciliation } from './sweeps/scheduled-reconciliation.ts';
import { createDecisionRecorder } from './use-cases/authorize-payment.ts';

/** How long running requests may take to end on a stop, ms. */
const STOP_GRACE_MS = 5_000;
/** Receipts are kept for days, so an hour more or less does not matter. */
const PRUNE_INTERVAL_MS = 3_600_000;

const config = readConfig(
  { ...commonSettings, ...databaseSettings, ...redisSettings, ...sagaSettings, ...paymentSettings },
  process.env,
);
const log = createLogger({ service: 'payment', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: 8 });
const { providerUrl: url, providerKey: apiKey, webhookSecret, appToken, reconcileGraceMs } = config;
async function chosenProvider(): Promise<PaymentProvider> {
  if (config.provider === 'simulator') return createSimulatorProvider({ url, webhookSecret, log });
  // Stripe's client takes time and memory to load, so it is loaded only if it is used.
  const { createStripeProvider } = await import('./provider/stripe-provider.ts');
  return createStripeProvider({ url, apiKey, webhookSecret, log });
}
const provider = await chosenProvider();
const pendingOperations = createPendingOperations({ database, provider }, log);
const recordDecision = createDecisionRecorder(database);
const deps = { database, provider, recordDecision, pendingOperations, reconcileGraceMs };
const server = await listen(buildApp({ ...deps, appToken, log }), config.port);
const sweeps = [
  startSweep({
    name: 'pending-operations',
    intervalMs: config.pendingSweepMs,
    round: pendingOperations.run,
    log,
  }),
  startSweep({
    name: 'reconciliation',
    intervalMs: config.reconcileMs,
    round: scheduledReconciliation(deps, log),
    log,
  }),
  startSweep({
    name: 'prune-webhook-receipts',
    intervalMs: PRUNE_INTERVAL_MS,
    round: () => pruneWebhookReceipts(database),
    log,
  }),
  ...startSubscriberSweeps({ database, topics: paymentTopics(deps), log }),
];
log.info({ port: server.port, provider: config.provider }, 'payment listens');

stopOnSignal(log, [
  () => server.close(STOP_GRACE_MS),
  () => Promise.all(sweeps.map((sweep) => sweep.stop())),
  () => pendingOperations.idle(),
  () => provider.close(),
  () => database.end(),
]);
