import { integer, optional, port, readConfig, text, url } from '@commerce/runtime/config';

/** The settings of this app. Throws ConfigError naming every setting that is missing. */
export function readOrderConfig() {
  return readConfig(
    {
      port: port('APP_PORT'),
      daprHttpPort: port('DAPR_HTTP_PORT'),
      daprGrpcPort: port('DAPR_GRPC_PORT'),
      daprApiToken: text('DAPR_API_TOKEN'),
      appToken: text('APP_API_TOKEN'),
      databaseUrl: url('DATABASE_URL'),
      redisUrl: url('REDIS_URL'),
      importToken: text('IMPORT_TOKEN'),
      logLevel: text('LOG_LEVEL', 'info'),
      patienceMs: integer('ORDER_PATIENCE_MS', { min: 1_000, max: 3_600_000, byDefault: 30_000 }),
      failpointDir: optional('FAILPOINT_DIR'),
    },
    process.env,
  );
}
