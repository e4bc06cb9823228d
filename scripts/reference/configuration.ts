import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@commerce/runtime/config';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';

/** The meaning of each setting; form and default come from the config readers themselves. */
const MEANINGS: Record<string, string> = {
  APP_PORT: 'port on 127.0.0.1 where the app listens for its sidecar',
  GATEWAY_PORT: 'public port of the gateway on 127.0.0.1',
  DAPR_HTTP_PORT: "port of the sidecar's HTTP API",
  DAPR_GRPC_PORT: "port of the sidecar's gRPC API (workflow worker)",
  DAPR_API_TOKEN: 'secret; token that the app sends to its sidecar',
  APP_API_TOKEN: 'secret; token that the sidecar sends to the app',
  DATABASE_URL: "secret; the app's PostgreSQL database",
  REDIS_URL: 'secret; Redis for answers kept under their Idempotency-Key and for rate limits',
  CORS_ORIGINS: 'origins whose pages may read answers in a browser, separated by commas',
  TRUSTED_PROXIES:
    'proxies in front of the gateway whose `X-Forwarded-For` is trusted: addresses and ranges, separated by commas',
  RATE_SIGN_IN_PER_ADDRESS:
    'sign-in, registration and password reset requests per minute and address',
  RATE_WEBHOOK_PER_ADDRESS: 'webhooks per minute and address',
  RATE_WRITE_PER_ADDRESS: 'other write requests per minute and address, without a valid token',
  RATE_WRITE_PER_USER: 'other write requests per minute and account, from any address',
  RATE_WRITE_PER_CLIENT: 'other write requests per minute and service client',
  RATE_READ_PER_ADDRESS: 'reads per minute and address, without a valid token',
  RATE_READ_PER_USER: 'reads per minute and account',
  RATE_READ_PER_CLIENT: 'reads per minute and service client',
  LOG_LEVEL: 'lowest level that is logged, a level of pino',
  ORDER_PATIENCE_MS:
    'how long a placed order waits for an answer of another app before it is rejected, ms',
  ORDER_STEP_TRIES: 'attempts of a workflow step before it parks; 35 attempts take half an hour',
  RETURN_WINDOW_DAYS: 'how long after its last shipment units of an order can be returned, days',
  ORDER_TAX_BASIS_POINTS:
    'tax on the lines after discount, hundredths of a percent, rounded half up',
  ORDER_SHIPPING_MINOR: 'shipping cost of an order, minor units',
  ORDER_FREE_SHIPPING_FROM_MINOR:
    'total of the lines after discount from which shipping is free, minor units; 0: never free',
  ORDER_DISCOUNT_CODES:
    'discount of each code on the lines, hundredths of a percent, such as `SPRING=1000,STAFF=2500`',
  FAILPOINT_DIR: 'tests only: folder whose files activate failpoints',
  HOLD_TTL_SECONDS: 'how long stock is held for an order before the hold expires, s',
  RESERVATION_SWEEP_MS: 'interval of the sweeps for expired holds and free units, ms',
  PAYMENT_PROVIDER: 'which payment provider is used',
  PAYMENT_PROVIDER_URL: "URL of the payment provider's API",
  PAYMENT_PROVIDER_KEY: "secret; Stripe's API key, the simulator has none",
  PAYMENT_WEBHOOK_SECRET: "secret; verifies the provider's webhooks; without it all are refused",
  VOID_SWEEP_MS: 'interval of the sweep for open voids, captures and refunds, ms',
  RECONCILE_INTERVAL_MS: 'interval of the reconciliation with the provider, ms',
  RECONCILE_GRACE_MS:
    'how old a transaction of the provider must be before reconciliation reports it as unknown, ms',
  ORDER_MASTER_KEY:
    'secret, random; wraps the data keys of orders of guests and imported customers, and makes order ids unguessable: never change it',
  ORDER_CLIENT_SECRET:
    'secret; with it the order app signs in to identity as the client `order`, to read the data keys of customers',
  IDENTITY_MASTER_KEY:
    'secret, random; wraps every key that identity stores: without it no personal data can be decrypted',
  TOKEN_ISSUER: 'the `iss` of access tokens: the public address of the platform',
  MAIL_DIR: 'folder where mails are written as JSON files, until a mail server is supported',
  ARGON2_MEMORY_KIB: 'memory of one argon2id hash, KiB; a weaker hash is renewed at sign-in',
  ARGON2_PASSES: 'passes of one argon2id hash; a weaker hash is renewed at sign-in',
  GUESS_DELAY_MS: 'first delay after wrong passwords, ms; it doubles with each further attempt',
  JWKS_CACHE_SECONDS:
    'how long verifiers may cache the published keys, s: a key rotation waits for it',
  LOCAL_SEED:
    'secret, JSON; accounts and clients to create at the start, set only by the local launcher',
  PROVIDER_PORT: 'port of the simulator on 127.0.0.1; 0 takes a free port',
  PROVIDER_BOOK: "file of the simulator's records",
  PROVIDER_WEBHOOK_URL: 'where the simulator sends its webhooks; without it, nowhere',
  PROVIDER_WEBHOOK_SECRET: 'secret, base64; signs the webhooks of the simulator',
};

/** What the scripts take from the environment, without names of npm and the system. */
const LAUNCHER_MEANINGS: Record<string, string> = {
  GATEWAY_PORT: 'public port of the gateway, default 8080',
  LOCAL_PORTS: '`free` takes any free ports, so that several stacks can run side by side',
  COMMERCE_DATA_DIR: 'folder for data, logs, secrets and pids, default `.data`',
  DATABASE_URL:
    'existing PostgreSQL server to use instead of starting one; its user must be able to create databases',
  REDIS_URL: 'existing Redis to use instead of starting one',
  DAPR_BIN_DIR: 'folder with daprd, placement, scheduler and sentry of Dapr 1.18 or newer',
  XDG_CACHE_HOME: 'folder for the built Dapr (in `dapr-commerce/`), default `~/.cache`',
  COMMERCE_TEST_STACK: 'set by `npm test` for the tests: the file that describes the running stack',
};
const NOT_OURS = new Set(['PATH', 'HOME', 'INIT_CWD', 'npm_execpath', 'npm_lifecycle_event']);
/** Programs that the bench starts: they get their settings from the bench. */
const STARTED_BY_BENCH = /^(actors|contenders\/[^/]+\/(src|node_modules))\//;
const LAUNCHER_SOURCES = ['scripts', 'packages/local-stack/src', 'packages/testing/src', 'bench'];
const SETTINGS_OF_TESTS = 'COMMERCE_TEST_STACK';

interface SettingFacts {
  name: string;
  form: string;
  byDefault: string;
}

/** The page of every setting of every app, as its config reader takes it. */
export async function configurationPage(): Promise<string> {
  const sections: string[] = [];
  for (const { title, file } of configFiles()) {
    const rows = (await settingsOf(file)).map(({ name, form, byDefault }) => [
      code(name),
      form,
      byDefault,
      meaningOf(MEANINGS, name, file),
    ]);
    sections.push(`## ${title}`, table(['variable', 'form', 'default', 'meaning'], rows));
  }
  return page(
    'Configuration',
    'An app reads its settings once, in `src/config.ts`. If any is missing or malformed, the app does ' +
      'not start, and the message names all of them. `npm start` sets the required ones; ' +
      '`dapr run -f dapr` takes them from [dapr/dapr.yaml](../../dapr/dapr.yaml) and `.data/env`.',
    ...sections,
    '## Launcher (`npm start`, `npm test`, `npm run bench`)',
    launcherTable(),
  );
}

function configFiles(): { title: string; file: string }[] {
  return ['apps', 'simulators'].flatMap((room) =>
    readdirSync(join(root, room))
      .sort()
      .map((name) => ({ title: name, file: join(root, room, name, 'src', 'config.ts') })),
  );
}

// Runs the reader on prepared environments and records what it asks for, refuses and defaults to, so
// the page is right however the source is written.
async function settingsOf(file: string): Promise<SettingFacts[]> {
  const face = (await import(file)) as Record<string, () => object>;
  const [read] = Object.values(face);
  if (read === undefined) throw new Error(`${file} exports no reader`);
  const empty = runReader(read, () => undefined);
  const odd = runReader(read, () => 'x');
  const whole = runReader(read, (name) => validFor(odd.faults.get(name), empty.faults.has(name)));
  if (whole.config === undefined) throw new Error(`${file}: no valid settings were found`);
  const values = Object.values(whole.config) as SettingValue[];
  return whole.asked.map((name, index) => ({
    name,
    form: formOf(odd.faults.get(name)),
    byDefault: empty.faults.has(name) ? '**required**' : defaultOf(values[index]),
  }));
}

interface Reading {
  asked: string[];
  faults: Map<string, string>;
  config: object | undefined;
}

function runReader(read: () => object, valueOf: (name: string) => string | undefined): Reading {
  const asked: string[] = [];
  const environment = process.env;
  process.env = new Proxy(
    {},
    {
      get(_target, name) {
        asked.push(String(name));
        return valueOf(String(name));
      },
    },
  );
  try {
    return { asked, faults: new Map(), config: read() };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const faults = error.message
      .replace(/^configuration: /, '')
      .split('; ')
      .map((fault): [string, string] => {
        const blank = fault.indexOf(' ');
        return [fault.slice(0, blank), fault.slice(blank + 1)];
      });
    return { asked, faults: new Map(faults), config: undefined };
  } finally {
    process.env = environment;
  }
}

function validFor(fault: string | undefined, required: boolean): string | undefined {
  if (!required) return undefined;
  if (fault === undefined) return 'a text';
  if (fault.includes('hexadecimal')) return 'f'.repeat(64);
  return fault.includes('URL') ? 'http://127.0.0.1' : (/from (\d+)/.exec(fault)?.[1] ?? '1');
}

function formOf(fault: string | undefined): string {
  if (fault === undefined) return 'text';
  const range = /whole number from (\d+) to (\d+)/.exec(fault);
  if (range === null) return fault.replace(/^must be (?:an? )?/, '').replace(/, not '.*'$/, '');
  return `whole number, ${range[1]} to ${range[2]}`;
}

type SettingValue = string | number | Readonly<Record<string, number>> | undefined;

function defaultOf(value: SettingValue): string {
  if (value === undefined) return 'not set';
  if (typeof value !== 'object') return code(String(value));
  const pairs = Object.entries(value).map(([key, number]) => `${key}=${number}`);
  return pairs.length === 0 ? 'none' : code(pairs.join(','));
}

function meaningOf(meanings: Record<string, string>, name: string, where: string): string {
  const meaning = meanings[name];
  if (meaning === undefined) {
    throw new Error(
      `${where} reads ${name}: add its meaning to scripts/reference/configuration.ts`,
    );
  }
  return meaning;
}

function isLauncherSource(file: string): boolean {
  return /\.(ts|mjs)$/.test(file) && !STARTED_BY_BENCH.test(file);
}

function launcherTable(): string {
  const names = new Set<string>();
  for (const folder of LAUNCHER_SOURCES) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter(isLauncherSource).sort()) {
      const text = readFileSync(join(root, folder, file), 'utf8');
      for (const [, name] of text.matchAll(/process\.env(?:\.|\[')(\w+)/g)) {
        if (name !== undefined && !NOT_OURS.has(name)) names.add(name);
      }
    }
  }
  return table(
    ['variable', 'meaning'],
    [...names]
      .sort(
        (a, b) =>
          Number(a === SETTINGS_OF_TESTS) - Number(b === SETTINGS_OF_TESTS) || (a < b ? -1 : 1),
      )
      .map((name) => [code(name), meaningOf(LAUNCHER_MEANINGS, name, 'the launcher')]),
  );
}
