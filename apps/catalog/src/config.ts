import { port, readConfig, text, url } from '@commerce/runtime/config';

/** Reads the app's settings; throws ConfigError, which names all that are missing or malformed. */
export function readCatalogConfig() {
  return readConfig(
    {
      port: port('APP_PORT'),
      sidecarPort: port('DAPR_HTTP_PORT'),
      sidecarToken: text('DAPR_API_TOKEN'),
      appToken: text('APP_API_TOKEN'),
      databaseUrl: url('DATABASE_URL'),
      issuer: text('TOKEN_ISSUER'),
      logLevel: text('LOG_LEVEL', 'info'),
    },
    process.env,
  );
}
