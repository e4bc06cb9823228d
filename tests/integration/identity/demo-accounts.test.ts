import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import test from 'ava';
import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import { demoAccounts, loadSecrets, secretOf } from '@commerce/local-stack';
import { openVerifier } from 'dapr-actor-runtime/access';
import { jsonClient } from '@commerce/testing/json-client';
import { connectStack } from '@commerce/testing/stack';
import { waitUntil } from '@commerce/testing/wait-until';

const stack = connectStack();
const gateway = jsonClient(stack.gatewayUrl);
const secrets = loadSecrets(stack.dataDir);
const ROOT = resolve(import.meta.dirname, '../../..');
test.after.always(() => stack.close());

const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });

test.serial('every role has a demo account, and another app can verify its token', async (t) => {
  const verifier = openVerifier({
    issuer: stack.gatewayUrl,
    audience: TOKEN_AUDIENCE,
    jwks: `${stack.gatewayUrl}/.well-known/jwks.json`,
  });
  for (const { email, password, roles } of demoAccounts(secrets)) {
    const { status, body } = await gateway('POST', '/sessions', { body: { email, password } });
    t.is(status, 201, email);
    const caller = await verifier.verify(String(body['accessToken']));
    t.deepEqual(caller.roles, roles);
    t.like((await gateway('GET', '/me', { headers: bearer(body['accessToken']) })).body, {
      email,
      roles,
    });
    const { refreshToken } = body;
    t.is((await gateway('POST', '/sessions/refresh', { body: { refreshToken } })).status, 200);
  }
});

test.serial('a client cannot spoof its remote address', async (t) => {
  const email = `nobody-${randomBytes(4).toString('hex')}@example.org`;
  const statuses: number[] = [];
  for (let index = 0; index < 9; index += 1) {
    const address = `203.0.113.${index}`;
    const headers = {
      'client-address': address,
      'x-forwarded-for': address,
      forwarded: `for=${address}`,
    };
    const body = { email, password: 'some guess' };
    statuses.push((await gateway('POST', '/sessions', { body, headers })).status);
  }
  t.true(statuses.includes(429), statuses.join(' '));
});

test.serial(
  'answers with tokens or personal data are not cacheable, and the public keys are',
  async (t) => {
    t.is((await gateway('GET', '/me')).headers.get('cache-control'), 'no-store');
    t.is((await gateway('GET', '/me')).headers.get('www-authenticate'), 'Bearer');
    const jwks = await gateway('GET', '/.well-known/jwks.json');
    t.is(jwks.headers.get('cache-control'), 'public, max-age=300');
  },
);

test.serial('the commands verify the audit log and list the signing key', (t) => {
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [`scripts/${script}.ts`, ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, COMMERCE_DATA_DIR: stack.dataDir },
    });
  const audit = run('audit', 'check');
  t.is(audit.status, 0, audit.stderr);
  t.regex(audit.stdout, /is intact: \d+ rows/);
  t.regex(run('keys', 'list').stdout, /signs/);
  t.is(run('keys', 'eat').status, 2);
});

test.serial('no log contains a password or a token', async (t) => {
  const [account] = demoAccounts(secrets);
  const { email = '', password = '' } = account ?? {};
  const { body } = await gateway('POST', '/sessions', { body: { email, password } });
  const log = stack.logOf('identity') + stack.logOf('gateway') + stack.logOf('identity-daprd');
  t.regex(stack.logOf('identity'), /"msg":"listening"/);
  for (const secret of [
    password,
    String(body['accessToken']),
    String(body['refreshToken']),
    secretOf(secrets, 'IDENTITY_MASTER_KEY'),
    email,
  ]) {
    t.false(log.includes(secret));
  }
});

test.serial('a restart adds no accounts, and earlier tokens stay valid', async (t) => {
  const [account] = demoAccounts(secrets);
  const { email = '', password = '' } = account ?? {};
  const { body } = await gateway('POST', '/sessions', { body: { email, password } });
  const count = 'SELECT count(*)::int AS accounts FROM accounts';
  const before = (await stack.database('identity').query(count)).rows;
  await stack.untilRestarted(stack.kill('identity'));
  t.deepEqual((await stack.database('identity').query(count)).rows, before);
  const me = await waitUntil(
    async () => {
      const answer = await gateway('GET', '/me', { headers: bearer(body['accessToken']) });
      return answer.status !== 503 && answer;
    },
    { timeoutMs: 20_000, what: 'the gateway reaches the restarted process' },
  );
  t.is(me.status, 200);
});
