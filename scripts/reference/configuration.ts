import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@commerce/runtime/config';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';

/** What each setting is for; the form and the default come from the readers themselves. */
const MEANINGS: Record<string, string> = {
  APP_PORT: 'where the app listens on 127.0.0.1 for its sidecar',
  GATEWAY_PORT: 'the public door on 127.0.0.1',
  DAPR_HTTP_PORT: 'the HTTP API of the own sidecar',
  DAPR_GRPC_PORT: 'the gRPC API of the own sidecar (workflow worker)',
  DAPR_API_TOKEN: 'secret; what the app shows to its sidecar',
  APP_API_TOKEN: 'secret; what the sidecar shows to the app',
  DATABASE_URL: 'secret; the own PostgreSQL database',
  REDIS_URL:
    'secret; the Redis for answers under their Idempotency-Key, and for counts of requests',
  CORS_ORIGINS: 'whose pages may read answers in a browser: origins with commas between them',
  TRUSTED_PROXIES:
    'proxies before the gateway, whose `X-Forwarded-For` is believed: addresses and ranges with commas between them',
  RATE_SIGN_IN_PER_ADDRESS: 'requests a minute of one address to sign in, register and reset',
  RATE_WEBHOOK_PER_ADDRESS: 'webhooks a minute of one address',
  RATE_WRITE_PER_ADDRESS: 'other requests that change something, a minute, without a valid token',
  RATE_WRITE_PER_USER: 'the same of one person with a token, from wherever',
  RATE_WRITE_PER_CLIENT: 'the same of one service client',
  RATE_READ_PER_ADDRESS: 'reads a minute of one address, without a valid token',
  RATE_READ_PER_USER: 'the same of one person with a token',
  RATE_READ_PER_CLIENT: 'the same of one service client',
  LOG_LEVEL: 'the least level that is logged, a level of pino',
  ORDER_PATIENCE_MS:
    'how long a neighbour may leave a placed order without an answer before it is given up, ms',
  ORDER_STEP_TRIES:
    'how often a workflow tries a step before it waits for a person; 35 tries take half an hour',
  RETURN_WINDOW_DAYS: 'how long after its last shipment units of an order can be sent back, days',
  ORDER_TAX_BASIS_POINTS:
    'tax on the lines less their discount, hundredths of a percent, rounded half up',
  ORDER_SHIPPING_MINOR: 'what shipping costs for one order, minor units',
  ORDER_FREE_SHIPPING_FROM_MINOR:
    'lines less their discount ship free from this sum on, minor units; 0: they never do',
  ORDER_DISCOUNT_CODES:
    'what each code takes off the lines, hundredths of a percent, such as `SPRING=1000,STAFF=2500`',
  FAILPOINT_DIR: 'tests only: where a file arms a failpoint',
  HOLD_TTL_SECONDS: 'how long stock is held for an order before its end is looked into, s',
  RESERVATION_SWEEP_MS: 'pause between two looks for holds whose time is over, ms',
  PAYMENT_PROVIDER: 'which payment provider',
  PAYMENT_PROVIDER_URL: "the payment provider's API",
  PAYMENT_PROVIDER_KEY: "secret; Stripe's API key, the simulator has none",
  PAYMENT_WEBHOOK_SECRET:
    "secret; what the provider's webhooks are signed with, else all are refused",
  VOID_SWEEP_MS: 'pause between two looks for voids, captures and refunds that are not settled, ms',
  RECONCILE_INTERVAL_MS: "pause between two comparisons with the provider's book, ms",
  RECONCILE_GRACE_MS: 'what the provider decided less long ago is not yet called unknown, ms',
  ORDER_MASTER_KEY:
    'secret, random; seals the personal data in orders of guests and of imported customers, and makes ids of orders unguessable: never change it',
  ORDER_CLIENT_SECRET:
    'secret; with it the order app signs in to identity as the client `order`, for the data keys of customers',
  IDENTITY_MASTER_KEY:
    'secret, random; wraps every key that identity stores: without it no personal data open again',
  TOKEN_ISSUER: 'the `iss` of access tokens: the public address of the platform',
  MAIL_DIR: 'the folder that mails are written to as JSON files, until a mail server is there',
  ARGON2_MEMORY_KIB:
    'memory of one argon2id hash, KiB; a hash made with less is made anew at sign-in',
  ARGON2_PASSES: 'passes of one argon2id hash; the same',
  GUESS_DELAY_MS: 'the first wait of who guesses passwords, ms; each further one is twice as long',
  JWKS_CACHE_SECONDS:
    'how long verifiers may use the keys that they have read, s: a rotation waits for it',
  LOCAL_SEED:
    'secret, JSON; accounts and clients to make at the start, which only the local launcher gives',
  PROVIDER_PORT: 'where the simulator listens on 127.0.0.1; 0 takes a free port',
  PROVIDER_BOOK: "the file of the simulator's book",
  PROVIDER_WEBHOOK_URL: 'where the simulator sends its webhooks; without it, none',
  PROVIDER_WEBHOOK_SECRET: 'secret, base64; what the simulator signs its webhooks with',
};

/** What the scripts take from the environment; names of npm and the system are left out. */
const LAUNCHER_MEANINGS: Record<string, string> = {
  GATEWAY_PORT: 'the public door, default 8080',
  LOCAL_PORTS: '`free` takes any free ports, so that several stacks run side by side',
  COMMERCE_DATA_DIR: 'where data, logs, secrets and pids stand, default `.data`',
  DATABASE_URL: 'a PostgreSQL server to use instead of an own one; its user must create databases',
  REDIS_URL: 'a Redis to use instead of an own one',
  DAPR_BIN_DIR: 'a folder with daprd, placement, scheduler and sentry of Dapr 1.18 or newer',
  XDG_CACHE_HOME: 'where a built Dapr is kept (`dapr-commerce/` in it), default `~/.cache`',
  COMMERCE_TEST_STACK: 'set by `npm test` for the tests: the file that describes the running stack',
};
const NOT_OURS = new Set(['PATH', 'HOME', 'INIT_CWD', 'npm_execpath', 'npm_lifecycle_event']);
/** What the bench starts gets all that it reads from the bench. */
const STARTED_BY_BENCH = /^(actors|contenders\/[^/]+\/(src|node_modules))\//;
const LAUNCHER_SOURCES = ['scripts', 'packages/local-stack/src', 'packages/testing/src', 'bench'];
const SETTINGS_OF_TESTS = 'COMMERCE_TEST_STACK';

interface SettingFacts {
  name: string;
  form: string;
  byDefault: string;
}

/** The page of every setting of every app, as its own reader takes them. */
export async function configurationPage(): Promise<string> {
  const sections: string[] = [];
  for (const { title, file } of configFiles()) {
    const rows = (await settingsOf(file)).map(({ name, form, byDefault }) => [
      code(name),
      form,
      byDefault,
      meaningOf(MEANINGS, name, file),
    ]);
    sections.push(`## ${title}`, table(['variable', 'form', 'default', 'what it is'], rows));
  }
  return page(
    'Configuration',
    'An app reads its settings once, in `src/config.ts`. A missing or malformed one stops the ' +
      'start, and the message names every one that is wrong. `npm start` sets the required ones; ' +
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

// The reader is run on prepared environments: what it asks for, refuses and falls back to is then
// the truth about it, however its source is written.
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
    throw new Error(`${where} reads ${name}: say what it is in scripts/reference/configuration.ts`);
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
    ['variable', 'what it is'],
    [...names]
      .sort(
        (a, b) =>
          Number(a === SETTINGS_OF_TESTS) - Number(b === SETTINGS_OF_TESTS) || (a < b ? -1 : 1),
      )
      .map((name) => [code(name), meaningOf(LAUNCHER_MEANINGS, name, 'the launcher')]),
  );
}
