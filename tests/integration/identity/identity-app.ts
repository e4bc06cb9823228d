import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tokens } from '@commerce/contracts/identity/identity-api';
import app from '@commerce/identity/app';
import { identityDeps, type IdentitySettings } from '@commerce/identity/deps';
import { sessionVerifier } from '@commerce/identity/tokens/session-verifier';
import { loadSeed } from '@commerce/identity/use-cases/load-seed';
import { ensureSigningKey } from '@commerce/identity/use-cases/rotate-signing-key';
import type { Verifier } from 'dapr-actor-runtime/access';
import { openRedis } from 'dapr-actor-runtime/idempotency';
import { openRootSecret } from 'dapr-actor-runtime/personal-data';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import { APP_TOKEN, silentLog, startApp } from '@commerce/testing/app-under-test';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import { connectStack } from '@commerce/testing/stack';
import test from 'ava';

export const ISSUER = 'http://127.0.0.1:8080';
export const REDIRECT_URI = 'http://127.0.0.1:3000/callback';
export const ORDER_SECRET = randomBytes(24).toString('hex');
const SEED = JSON.stringify({
  accounts: [],
  clients: [
    { id: 'order', name: 'Orders', secret: ORDER_SECRET, scopes: ['data-keys'], redirectUris: [] },
    {
      id: 'loader',
      name: 'Loader',
      secret: ORDER_SECRET,
      scopes: ['orders', 'stock'],
      redirectUris: [],
    },
    { id: 'browser', name: 'A <b>browser</b>', scopes: [], redirectUris: [REDIRECT_URI] },
    { id: 'other-browser', name: 'Another', scopes: [], redirectUris: [REDIRECT_URI] },
  ],
});

export interface TestMail {
  to: string;
  subject: string;
  text: string;
  token?: string;
  link?: string;
}

export interface CallOptions {
  body?: unknown;
  form?: Record<string, string>;
  token?: string | undefined;
  headers?: Record<string, string>;
  /** The remote address that the gateway reports; by default a new one for each call. */
  address?: string;
}

export interface Person {
  email: string;
  password: string;
  customerId: string;
  tokens: Tokens;
}

export type IdentityApp = Awaited<ReturnType<typeof startIdentityApp>>;

/** Settings that differ from those of the tests; without a master key it is a new one. */
type GivenSettings = Partial<Omit<IdentitySettings, 'rootSecret'>> & {
  masterKey?: string;
  formerMasterKey?: string;
};

const anyAddress = () => `10.${[...randomBytes(3)].join('.')}`;

/** The identity app with an empty database, for one test file; stops everything after it. */
export async function identityUnderTest(settings: GivenSettings = {}, outside?: Verifier) {
  const stack = connectStack();
  const { url: databaseUrl, drop } = await scratchDatabase('identity');
  const app = await startIdentityApp({ databaseUrl, redisUrl: stack.redisUrl }, settings, outside);
  test.after.always('everything is stopped and deleted', async () => {
    await app.stop();
    await drop();
    await stack.close();
  });
  return { stack, app, databaseUrl };
}

/**
 * The identity app over HTTP as its sidecar calls it, with a clock that can be advanced; `outside` is
 * the verifier of the outside issuer that the settings name.
 */
export async function startIdentityApp(
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl: string },
  { masterKey = randomBytes(32).toString('hex'), formerMasterKey, ...settings }: GivenSettings = {},
  outside?: Verifier,
) {
  const database = openDatabase(databaseUrl, { max: 8 });
  const redis = openRedis(redisUrl, silentLog);
  if (redis.status !== 'ready') await new Promise((resolve) => redis.once('ready', resolve));
  const mailDir = mkdtempSync(join(tmpdir(), 'identity-mail-'));
  let offsetMs = 0;
  const rootSecret = await openRootSecret(database, {
    master: masterKey,
    former: formerMasterKey,
    setting: 'IDENTITY_MASTER_KEY',
    log: silentLog,
  }).catch(async (error: unknown) => {
    redis.disconnect();
    await database.end();
    throw error;
  });
  const deps = identityDeps(
    {
      issuer: ISSUER,
      rootSecret,
      mailDir,
      argon2MemoryKib: 19_456,
      argon2Passes: 2,
      guessDelayMs: 1_000,
      jwksCacheSeconds: 300,
      ...settings,
    },
    {
      ...{ database, redis, log: silentLog, clock: () => Date.now() + offsetMs },
      // The order app of the platform knows none of these people.
      readOrders: async () => ({ items: [], nextCursor: undefined }),
    },
  );
  await ensureSigningKey(deps);
  await loadSeed(deps, SEED);
  const verifier = sessionVerifier(deps, outside);
  const server = await startApp(app, deps, { database, verifier });

  async function call(method: string, path: string, options: CallOptions = {}) {
    const { body, form, token, headers = {}, address = anyAddress() } = options;
    const sent =
      form === undefined ? body && JSON.stringify(body) : String(new URLSearchParams(form));
    const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const answer = await fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'dapr-api-token': APP_TOKEN,
        'client-address': address,
        ...(sent === undefined ? {} : { 'content-type': type }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent as string }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  }

  /** The mails to an email address, oldest first. */
  async function mailsTo(email: string): Promise<TestMail[]> {
    await deps.mailer.idle();
    return readdirSync(mailDir)
      .sort()
      .map((file) => JSON.parse(readFileSync(join(mailDir, file), 'utf8')) as TestMail)
      .filter(({ to }) => to === email);
  }

  async function lastToken(email: string): Promise<string> {
    const token = (await mailsTo(email)).at(-1)?.token;
    if (token === undefined) throw new Error(`no token was mailed to ${email}`);
    return token;
  }

  async function signIn(email: string, password: string, address?: string): Promise<Tokens> {
    const from = address === undefined ? {} : { address };
    const answer = await call('POST', '/sessions', { body: { email, password }, ...from });
    if (answer.status !== 201) throw new Error(`not signed in: ${answer.text}`);
    return answer.body as unknown as Tokens;
  }

  return {
    deps,
    database,
    appToken: APP_TOKEN,
    url: server.url,
    call,
    mailsTo,
    lastToken,
    signIn,
    refresh: (refreshToken: string) =>
      call('POST', '/sessions/refresh', { body: { refreshToken } }),

    /** Advances the app's clock. Answers the total offset, ms. */
    advance: (ms: number) => (offsetMs += ms),

    /** A signed-in person with a verified email address. */
    async newPerson(name = 'Ada Lovelace'): Promise<Person> {
      const email = `p${randomBytes(8).toString('hex')}@example.org`;
      const password = `pass ${randomBytes(8).toString('hex')}`;
      await call('POST', '/accounts', { body: { email, password, name } });
      const body = { token: await lastToken(email) };
      const verified = await call('POST', '/accounts/verification', { body });
      const customerId = String(verified.body['customerId']);
      return { email, password, customerId, tokens: await signIn(email, password) };
    },

    /** Sets the roles of an account directly in the database, and signs in again. */
    async promote({ customerId, email, password }: Person, ...roles: string[]): Promise<Tokens> {
      const all = ['customer', ...roles];
      await database.query('UPDATE accounts SET roles = $2 WHERE customer_id = $1', [
        customerId,
        all,
      ]);
      return signIn(email, password);
    },

    async clientToken(id: string, scope?: string): Promise<string> {
      const form = {
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: ORDER_SECRET,
        ...(scope === undefined ? {} : { scope }),
      };
      const { body } = await call('POST', '/oauth/token', { form });
      return String(body['access_token']);
    },

    async stop(): Promise<void> {
      await server.stop();
      await deps.mailer.idle();
      redis.disconnect();
      await database.end();
      rmSync(mailDir, { recursive: true, force: true });
    },
  };
}
