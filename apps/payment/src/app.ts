import { ORDERS_TOPIC } from '@commerce/contracts/order/order-events';
import { defineApp } from '@commerce/platform/app';
import { paymentSettings } from './config.ts';
import type { PaymentDeps } from './deps.ts';
import { capturePaymentWhenOrderShipped } from './handlers/capture-payment-when-order-shipped.ts';
import { voidPaymentWhenOrderEnded } from './handlers/void-payment-when-order-ended.ts';
import { voidRemainderWhenOrderCompleted } from './handlers/void-remainder-when-order-completed.ts';
import { openProvider } from './provider/open-provider.ts';
import { financeRoutes } from './routes/finance.ts';
import { paymentRoutes } from './routes/payments.ts';
import { paymentGauges } from './store/gauges.ts';
import { createPendingOperations, pendingOperationsSweep } from './sweeps/pending-operations.ts';
import { reconciliationSweep } from './sweeps/reconciliation.ts';
import { webhookReceiptsSweep } from './sweeps/webhook-receipts.ts';
import { createDecisionRecorder, createPaymentReader } from './use-cases/authorize-payment.ts';

/**
 * The money of orders. Ready without the provider: while it is unavailable, an authorization is
 * `unknown`, not a fault.
 */
export default defineApp({
  name: 'payment',
  settings: paymentSettings,
  uses: ['database', 'outbox', 'redis'],
  localEnvironment: { PAYMENT_PROVIDER_URL: 'http://127.0.0.1:4153' },
  async open({ config, database, outbox, log, onStop }): Promise<PaymentDeps> {
    const provider = await openProvider(config, log);
    onStop(provider.close);
    const pendingOperations = createPendingOperations({ database, outbox, provider }, log);
    onStop(pendingOperations.idle);
    const { pendingSweepMs, reconcileMs, reconcileGraceMs, actionWindowMs } = config;
    return {
      database,
      outbox,
      provider,
      findPayment: createPaymentReader(database),
      recordDecision: createDecisionRecorder(database),
      pendingOperations,
      timing: { pendingSweepMs, reconcileMs, reconcileGraceMs, actionWindowMs },
      log,
    };
  },
  routes: [...paymentRoutes, ...financeRoutes],
  subscriptions: {
    // The captures come first: the last one can complete the total, and then the remainder is
    // voided.
    [ORDERS_TOPIC]: [
      voidPaymentWhenOrderEnded,
      capturePaymentWhenOrderShipped,
      voidRemainderWhenOrderCompleted,
    ],
  },
  sweeps: [pendingOperationsSweep, reconciliationSweep(), webhookReceiptsSweep],
  gauges: paymentGauges,
});
