import {
  integer,
  optional,
  port,
  readConfig,
  text,
  url,
  type Setting,
} from '@commerce/runtime/config';

/** Codes with basis points, such as `SPRING=1000,STAFF=2500`; none when it is left out. */
function percentages(name: string): Setting<Readonly<Record<string, number>>> {
  return {
    name,
    parse: (value) => {
      const pairs = (value ?? '').split(',').filter((pair) => pair !== '');
      return Object.fromEntries(
        pairs.map((pair) => {
          const [code = '', points = ''] = pair.split('=');
          const number = Number(points);
          if (code === '' || !Number.isInteger(number) || number < 0 || number > 10_000) {
            throw new Error(`must be pairs such as SPRING=1000 (basis points), not '${pair}'`);
          }
          return [code, number];
        }),
      );
    },
  };
}

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
      issuer: text('TOKEN_ISSUER'),
      masterKey: text('ORDER_MASTER_KEY'),
      clientSecret: text('ORDER_CLIENT_SECRET'),
      logLevel: text('LOG_LEVEL', 'info'),
      patienceMs: integer('ORDER_PATIENCE_MS', { min: 1_000, max: 3_600_000, byDefault: 30_000 }),
      stepTries: integer('ORDER_STEP_TRIES', { min: 1, max: 1_000, byDefault: 35 }),
      returnWindowDays: integer('RETURN_WINDOW_DAYS', { min: 1, max: 3_650, byDefault: 30 }),
      taxBasisPoints: integer('ORDER_TAX_BASIS_POINTS', { min: 0, max: 10_000, byDefault: 0 }),
      shippingMinor: integer('ORDER_SHIPPING_MINOR', { min: 0, max: 1_000_000, byDefault: 0 }),
      freeShippingFromMinor: integer('ORDER_FREE_SHIPPING_FROM_MINOR', {
        min: 0,
        max: 1_000_000_000,
        byDefault: 0,
      }),
      discounts: percentages('ORDER_DISCOUNT_CODES'),
      failpointDir: optional('FAILPOINT_DIR'),
    },
    process.env,
  );
}
