import { integer, optional, port, readConfig, text, url } from '@commerce/runtime/config';

const DAY_MS = 86_400_000;

export function readPaymentConfig() {
  return readConfig(
    {
      port: port('APP_PORT'),
      appToken: text('APP_API_TOKEN'),
      databaseUrl: url('DATABASE_URL'),
      /** Which of the providers; the next three are about it. */
      provider: { name: 'PAYMENT_PROVIDER', parse: providerName },
      providerUrl: url('PAYMENT_PROVIDER_URL'),
      /** Secret; Stripe's API key. The simulator has none. */
      providerKey: optional('PAYMENT_PROVIDER_KEY'),
      /** Secret; without it every webhook is refused. */
      webhookSecret: optional('PAYMENT_WEBHOOK_SECRET'),
      /** Pause between two looks for voids, captures and refunds that are not settled, ms. */
      voidSweepMs: integer('VOID_SWEEP_MS', { min: 100, max: 600_000, byDefault: 2_000 }),
      /** Pause between two comparisons with the provider's book, ms. */
      reconcileMs: integer('RECONCILE_INTERVAL_MS', {
        min: 1_000,
        max: DAY_MS,
        byDefault: 600_000,
      }),
      /** What the provider decided less long ago is not yet called unknown, ms. */
      reconcileGraceMs: integer('RECONCILE_GRACE_MS', { min: 0, max: DAY_MS, byDefault: 60_000 }),
      logLevel: text('LOG_LEVEL', 'info'),
    },
    process.env,
  );
}

function providerName(value: string | undefined): 'simulator' | 'stripe' {
  const name = value || 'simulator';
  if (name === 'simulator' || name === 'stripe') return name;
  throw new Error('must be a provider: simulator or stripe');
}
