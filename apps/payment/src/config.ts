import { integer, port, readConfig, text, url } from '@commerce/runtime/config';

export function readPaymentConfig() {
  return readConfig(
    {
      port: port('APP_PORT'),
      appToken: text('APP_API_TOKEN'),
      databaseUrl: url('DATABASE_URL'),
      providerUrl: url('PAYMENT_PROVIDER_URL'),
      /** Pause between two looks for voids that the provider has not confirmed, ms. */
      voidSweepMs: integer('VOID_SWEEP_MS', { min: 100, max: 600_000, byDefault: 2_000 }),
      logLevel: text('LOG_LEVEL', 'info'),
    },
    process.env,
  );
}
