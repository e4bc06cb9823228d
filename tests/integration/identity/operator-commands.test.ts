import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import test from 'ava';
import { identityUnderTest } from './identity-app.ts';

// The commands of a production install, which has no seed: the first admin, and the service clients.
const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'packages', 'runtime', 'app', 'main.ts');
const masterKey = randomBytes(32).toString('hex');
const { stack, app, databaseUrl } = await identityUnderTest({ masterKey });
const mailDir = mkdtempSync(join(tmpdir(), 'identity-commands-'));
test.after.always(() => rmSync(mailDir, { recursive: true }));

/** Runs a command of identity with the settings of a pod, and returns its exit code and what it wrote. */
async function run(args: string[], { input = '', env = {}, url = databaseUrl } = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: join(ROOT, 'apps', 'identity'),
    env: {
      APP_PORT: '1',
      APP_API_TOKEN: 'app-token',
      DAPR_HTTP_PORT: '1',
      DAPR_API_TOKEN: 'dapr-token',
      DATABASE_URL: url,
      REDIS_URL: stack.redisUrl,
      IDENTITY_MASTER_KEY: masterKey,
      TOKEN_ISSUER: 'https://shop.example',
      MAIL_DIR: mailDir,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {}); // a command that refuses its arguments does not read
  child.stdin.end(input);
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, out, error };
}

const PASSWORD = 'a long walk in the rain';
const OTHER_PASSWORD = 'a short walk in the sun';

test.serial('a weak password, none, and a wrong address are refused in one line', async (t) => {
  const admin = ['create-admin', '--email', 'root@shop.example'];
  for (const [args, input, message] of [
    [admin, 'password\n', /^create-admin: It is a common password\.$/m],
    [admin, '', /^create-admin: there is no password\. Usage: /],
    [['create-admin', '--email', 'root'], PASSWORD, /^create-admin: \/email /],
    [['create-admin'], PASSWORD, /^create-admin: Usage: /],
    [['create-admin', '--mail', 'a@b.example'], PASSWORD, /Unknown option '--mail'/],
  ] as const) {
    const { code, out, error } = await run([...args], { input });
    t.deepEqual([code, out], [1, '']);
    t.regex(error, message);
    t.is(error.trim().split('\n').length, 1);
  }
  const { rows } = await app.database.query('SELECT * FROM accounts');
  t.deepEqual(rows, []);
});

test.serial('of two that create the first admin at once, one does', async (t) => {
  const { url, drop } = await scratchDatabase('identity');
  t.teardown(drop);
  const both = await Promise.all(
    ['a', 'b'].map((name) =>
      run(['create-admin', '--email', `${name}@shop.example`], { input: PASSWORD, url }),
    ),
  );
  t.deepEqual(both.map(({ code }) => code).toSorted(), [0, 1]);
  t.is(both.filter(({ error }) => error.includes('there is an admin already')).length, 1);
});

test.serial('the first admin is created once, and signs in', async (t) => {
  const args = ['create-admin', '--email', 'root@shop.example'];
  const first = await run(args, { input: `${PASSWORD}\n` });
  t.is(first.code, 0, first.error);
  t.regex(first.out, /^created the admin root@shop\.example, cus_[0-9a-f]{32}$/m);
  const repeat = await run(args, { input: OTHER_PASSWORD });
  t.is(repeat.code, 0);
  t.regex(repeat.out, /is an admin already, .*: nothing was changed, also not the password/);
  const { accessToken } = await app.signIn('root@shop.example', PASSWORD);
  t.is((await app.call('GET', '/clients', { token: accessToken })).status, 200);
  const { rows } = await app.database.query(
    "SELECT actor FROM audit_log WHERE action = 'account.create-admin'",
  );
  t.deepEqual(rows, [{ actor: 'operator' }]);
  t.is((await app.deps.auditLog.check()).fault, undefined);
});

test.serial('another admin needs a flag, and a customer is not made one', async (t) => {
  const another = ['create-admin', '--email', 'second@shop.example'];
  const refused = await run(another, { input: PASSWORD });
  t.is(refused.code, 1);
  t.regex(refused.error, /there is an admin already.*--another/);
  const created = await run([...another, '--another'], { input: PASSWORD });
  t.is(created.code, 0, created.error);
  await app.signIn('second@shop.example', PASSWORD);

  const customer = await app.newPerson();
  const args = ['create-admin', '--another', '--email', customer.email];
  const { code, error } = await run(args, { input: PASSWORD });
  t.is(code, 1);
  t.regex(error, /has an account that is not an active admin/);
  await app.signIn(customer.email, customer.password);
});

test.serial('with an outside issuer there are no accounts here', async (t) => {
  const { code, error } = await run(['create-admin', '--email', 'root@shop.example'], {
    input: PASSWORD,
    env: { OIDC_ISSUER: 'https://login.example' },
  });
  t.is(code, 1);
  t.regex(error, /users come from https:\/\/login\.example/);
});

test.serial('a service client gets a secret that is shown once, or has one already', async (t) => {
  const probe = ['create-client', '--id', 'probe', '--scope', 'orders', '--scope', 'stock'];
  const made = await run(probe);
  t.is(made.code, 0, made.error);
  const [, secret = ''] = /^CLIENT_ID=probe\nCLIENT_SECRET=(\S{43})\n$/.exec(made.out) ?? [];
  const tokenOf = (id: string, own: string) =>
    app.call('POST', '/oauth/token', {
      form: { grant_type: 'client_credentials', client_id: id, client_secret: own },
    });
  t.is((await tokenOf('probe', secret)).status, 200);
  t.is((await run(probe)).out, 'client probe: unchanged\n');
  t.is((await tokenOf('probe', secret)).status, 200);

  const renewed = await run([...probe, '--replace-secret']);
  t.regex(renewed.out, /^CLIENT_ID=probe\nCLIENT_SECRET=\S{43}\n$/);
  t.is((await tokenOf('probe', secret)).status, 401);

  const importer = ['create-client', '--id', 'feed', '--scope', 'import', '--secret-from-input'];
  const [own, next] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  t.is((await run(importer, { input: `${own}\n` })).out, 'client feed: created\n');
  t.is((await run(importer, { input: own })).out, 'client feed: unchanged\n');
  t.is((await tokenOf('feed', own)).status, 200);
  t.regex((await run(importer, { input: next })).error, /has another secret: --replace-secret/);
  const replaced = await run([...importer, '--replace-secret'], { input: next });
  t.is(replaced.out, 'client feed: secret replaced\n');
  t.is((await tokenOf('feed', own)).status, 401);
  t.is((await tokenOf('feed', next)).status, 200);
});

test.serial(
  'a client with other scopes, an ended one and a guessable secret are refused',
  async (t) => {
    const client = (...args: string[]) => run(['create-client', '--id', 'tool', ...args]);
    t.is((await client('--scope', 'orders')).code, 0);
    t.regex((await client('--scope', 'stock')).error, /the client tool has orders: end it/);
    t.regex((await client('--scope', 'everything')).error, /no scope everything; there are import/);
    await app.database.query("UPDATE clients SET ended_at = now() WHERE client_id = 'tool'");
    t.regex((await client('--scope', 'orders')).error, /tool was ended/);
    const weak = await run(
      ['create-client', '--id', 'weak', '--scope', 'orders', '--secret-from-input'],
      {
        input: 'changeme',
      },
    );
    t.regex(weak.error, /32 to 1024 random characters/);
  },
);

test.serial('a command needs the master key that opens the data', async (t) => {
  const { code, error } = await run(['create-admin', '--email', 'root@shop.example'], {
    input: PASSWORD,
    env: { IDENTITY_MASTER_KEY: randomBytes(32).toString('hex') },
  });
  t.is(code, 1);
  t.regex(error, /IDENTITY_MASTER_KEY/);
});

test.serial('the keys of tokens are rotated, and the audit log is checked', async (t) => {
  const rotated = await run(['rotate-signing-key']);
  t.is(rotated.code, 0, rotated.error);
  const [, kid] = /^the key (\S+) is published and signs from \d{4}-/.exec(rotated.out) ?? [];
  const { body } = await app.call('GET', '/.well-known/jwks.json');
  t.true((body['keys'] as { kid: string }[]).some((key) => key.kid === kid));

  t.regex(
    (await run(['check-audit'])).out,
    /^the audit log is intact: \d+ rows, the last hash is \S+\n$/,
  );
  t.regex((await run(['check-audit', 'all'])).error, /^check-audit: Unexpected argument 'all'/);
});
