import { integer, port, readConfig, text, url, type Setting } from '@commerce/runtime/config';
import type { BlockList } from 'node:net';
import { proxyList } from './edge/caller-address.ts';

const MAX_ORIGINS = 100;

/** Requests a minute. */
const perMinute = (name: string, byDefault: number) =>
  integer(name, { min: 1, max: 10_000_000, byDefault });

export type GatewayConfig = ReturnType<typeof readGatewayConfig>;

/** The settings of this app. Throws ConfigError naming every setting that is missing. */
export function readGatewayConfig() {
  return readConfig(
    {
      port: port('GATEWAY_PORT', 8080),
      daprHttpPort: port('DAPR_HTTP_PORT'),
      daprApiToken: text('DAPR_API_TOKEN'),
      issuer: text('TOKEN_ISSUER'),
      logLevel: text('LOG_LEVEL', 'info'),
      redisUrl: url('REDIS_URL'),
      corsOrigins: origins('CORS_ORIGINS'),
      trustedProxies: proxies('TRUSTED_PROXIES'),
      signInPerAddress: perMinute('RATE_SIGN_IN_PER_ADDRESS', 30),
      webhookPerAddress: perMinute('RATE_WEBHOOK_PER_ADDRESS', 6_000),
      writePerAddress: perMinute('RATE_WRITE_PER_ADDRESS', 120),
      writePerUser: perMinute('RATE_WRITE_PER_USER', 120),
      writePerClient: perMinute('RATE_WRITE_PER_CLIENT', 60_000),
      readPerAddress: perMinute('RATE_READ_PER_ADDRESS', 600),
      readPerUser: perMinute('RATE_READ_PER_USER', 1_200),
      readPerClient: perMinute('RATE_READ_PER_CLIENT', 120_000),
    },
    process.env,
  );
}

/** Origins as browsers write them, with commas between them; may be left out. */
function origins(name: string): Setting<readonly string[]> {
  return {
    name,
    parse: (given = '') => {
      const list = given.split(',').flatMap((one) => one.trim() || []);
      const isOrigin = (one: string) => URL.canParse(one) && new URL(one).origin === one;
      if (list.length > MAX_ORIGINS || !list.every(isOrigin)) {
        throw new Error('must be a list of origins such as https://shop.example,https://b.example');
      }
      return list;
    },
  };
}

/** Addresses and ranges of proxies, with commas between them; may be left out. */
function proxies(name: string): Setting<BlockList | undefined> {
  return { name, parse: (given = '') => (given === '' ? undefined : proxyList(given)) };
}
