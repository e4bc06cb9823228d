import { integer, port, type Config, type Setting, type Settings } from 'dapr-actor-runtime/config';
import type { BlockList } from 'node:net';
import { proxyList } from './edge/caller-address.ts';

const MAX_ORIGINS = 100;

/** A setting in requests per minute. */
const perMinute = (name: string, byDefault: number, what: string) =>
  integer(name, { min: 1, max: 10_000_000, byDefault, what });

/** The settings of the gateway, in addition to the common ones. */
export const gatewaySettings = {
  port: port('GATEWAY_PORT', { what: 'the public port', byDefault: 8080 }),
  corsOrigins: origins('CORS_ORIGINS'),
  trustedProxies: proxies('TRUSTED_PROXIES'),
  signInPerAddress: perMinute(
    'RATE_SIGN_IN_PER_ADDRESS',
    30,
    'requests per minute from one address to sign in, register and reset a password',
  ),
  webhookPerAddress: perMinute(
    'RATE_WEBHOOK_PER_ADDRESS',
    6_000,
    'webhooks per minute from one address',
  ),
  writePerAddress: perMinute(
    'RATE_WRITE_PER_ADDRESS',
    120,
    'other write requests per minute from one address without a valid token',
  ),
  writePerUser: perMinute('RATE_WRITE_PER_USER', 120, 'write requests per minute of one user'),
  writePerClient: perMinute(
    'RATE_WRITE_PER_CLIENT',
    60_000,
    'write requests per minute of one service client',
  ),
  readPerAddress: perMinute(
    'RATE_READ_PER_ADDRESS',
    600,
    'reads per minute from one address without a valid token',
  ),
  readPerUser: perMinute('RATE_READ_PER_USER', 1_200, 'reads per minute of one user'),
  readPerClient: perMinute(
    'RATE_READ_PER_CLIENT',
    120_000,
    'reads per minute of one service client',
  ),
} satisfies Settings;

export type GatewayConfig = Config<typeof gatewaySettings>;

function origins(name: string): Setting<readonly string[]> {
  return {
    name,
    what: 'origins whose pages may read answers in a browser, separated by commas',
    form: 'list of origins such as https://shop.example,https://b.example',
    byDefault: '',
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

function proxies(name: string): Setting<BlockList | undefined> {
  return {
    name,
    what: 'proxies in front of the gateway whose `X-Forwarded-For` is trusted, separated by commas',
    form: 'list of at most 100 addresses and ranges such as 10.0.0.0/8,::1',
    byDefault: '',
    parse: (given = '') => (given === '' ? undefined : proxyList(given)),
  };
}
