import { integer, port, readConfig, text, url } from '@commerce/runtime/config';

/** Reads the app's settings; throws ConfigError, which names all that are missing or malformed. */
export function readInventoryConfig() {
  return readConfig(
    {
      port: port('APP_PORT'),
      sidecarPort: port('DAPR_HTTP_PORT'),
      sidecarToken: text('DAPR_API_TOKEN'),
      appToken: text('APP_API_TOKEN'),
      databaseUrl: url('DATABASE_URL'),
      issuer: text('TOKEN_ISSUER'),
      logLevel: text('LOG_LEVEL', 'info'),
      holdTtlSeconds: integer('HOLD_TTL_SECONDS', { min: 1, max: 86_400, byDefault: 900 }),
      sweepIntervalMs: integer('RESERVATION_SWEEP_MS', {
        min: 100,
        max: 600_000,
        byDefault: 5_000,
      }),
    },
    process.env,
  );
}
