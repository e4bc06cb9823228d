import { paymentProvider } from '@commerce/platform/payment-provider';
import { integer, optional, url, type Settings } from 'dapr-actor-runtime/config';

const DAY_MS = 86_400_000;

/** The settings of payment beyond those of every app. */
export const paymentSettings = {
  provider: paymentProvider,
  providerUrl: url('PAYMENT_PROVIDER_URL', { what: "the payment provider's API" }),
  providerKey: optional('PAYMENT_PROVIDER_KEY', {
    what: "Stripe's API key; the simulator has none",
    secret: 'given',
  }),
  webhookSecret: optional('PAYMENT_WEBHOOK_SECRET', {
    what: "signs the provider's webhooks; without it every webhook is refused",
    secret: 'random',
  }),
  pendingSweepMs: integer('VOID_SWEEP_MS', {
    min: 100,
    max: 600_000,
    byDefault: 2_000,
    what: 'interval of the sweep for pending voids, captures and refunds, ms',
  }),
  reconcileMs: integer('RECONCILE_INTERVAL_MS', {
    min: 1_000,
    max: DAY_MS,
    byDefault: 600_000,
    what: 'interval of the reconciliation with the provider, ms',
  }),
  reconcileGraceMs: integer('RECONCILE_GRACE_MS', {
    min: 0,
    max: DAY_MS,
    byDefault: 60_000,
    what: 'age from which a decision of the provider that we do not know counts as a difference, ms',
  }),
  actionWindowMs: integer('PAYMENT_ACTION_WINDOW_MS', {
    min: 1_000,
    max: DAY_MS,
    byDefault: 900_000,
    what: 'how long a customer may take for what the provider requires, such as 3-D Secure, ms',
  }),
} satisfies Settings;
