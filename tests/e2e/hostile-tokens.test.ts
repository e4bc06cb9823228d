import { createPublicKey, randomUUID } from 'node:crypto';
import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import { identityKeys } from '@commerce/identity/personal/keys';
import { openKeyRing } from '@commerce/identity/tokens/key-ring';
import { openRootSecret } from 'dapr-actor-runtime/personal-data';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { demoAccounts, loadSecrets, secretOf } from '@commerce/local-stack';
import { connectStack, waitUntil } from '@commerce/testing';
import { handMadeToken, hostileTokens, type TrustedIssuer } from '@commerce/testing/hostile-tokens';
import { jsonClient } from '@commerce/testing/json-client';
import { exampleClaims } from '@commerce/testing/token-issuer';
import test from 'ava';

// Tokens that the gateway and an app itself must refuse. Tokens with a wrong claim are signed with
// the platform's real key, so that only the claim can be the reason.
const LOGGED_MS = 10_000;
/** Within this time after the end of a session all apps refuse its tokens, ms. */
const ENDED_MS = 60_000;
const PROBLEM = { type: '/problems/invalid-token', status: 401, instance: '/orders' };

const stack = connectStack();
const secrets = loadSecrets(stack.dataDir);
const gateway = jsonClient(stack.gatewayUrl);
const ofSidecar = { 'dapr-api-token': stack.appApiToken };
const platform = await realIssuer();
const { 'a megabyte': megabyte = '', ...hostile } = hostileTokens(platform);
test.after.always(() => stack.close());

/** The platform's issuer with its current signing key. */
async function realIssuer(): Promise<TrustedIssuer> {
  const database = stack.database('identity');
  const rootSecret = await openRootSecret(database, {
    master: secretOf(secrets, 'IDENTITY_MASTER_KEY'),
    former: undefined,
    setting: 'IDENTITY_MASTER_KEY',
    log: createLogger({ service: 'hostile-tokens', level: 'silent' }),
  });
  const ring = openKeyRing({
    database,
    master: identityKeys(rootSecret).master,
    jwksCacheSeconds: 300,
    clock: Date.now,
  });
  const { kid, key: privateKey } = await ring.signer();
  const key = { kid, privateKey, publicKey: createPublicKey(privateKey) };
  return { key, issuer: stack.gatewayUrl, audience: TOKEN_AUDIENCE };
}

function goodToken(): string {
  const { key, issuer, audience } = platform;
  const header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
  return handMadeToken(header, exampleClaims({ iss: issuer, aud: audience }), key.privateKey);
}

async function signIn(): Promise<{ accessToken: string; refreshToken: string }> {
  const { email, password } = demoAccounts(secrets)[0] ?? {};
  const { body } = await gateway('POST', '/sessions', { body: { email, password } });
  return body as { accessToken: string; refreshToken: string };
}

const PLACES = [
  { name: 'gateway', url: stack.gatewayUrl, headers: {} },
  { name: 'order', url: stack.app('order').url, headers: ofSidecar },
];
type Place = (typeof PLACES)[number];

async function list({ url, headers }: Place, own: Record<string, string>, path = '/orders') {
  const answer = await fetch(url + path, { headers: { ...headers, ...own } });
  const { correlationId: _own, ...body } = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), body };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The log lines of a process for the request with this correlation id. */
function linesOf(name: string, correlationId: string): Record<string, unknown>[] {
  return stack
    .logOf(name)
    .split('\n')
    .filter((line) => line.includes(correlationId))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

for (const place of PLACES) {
  test.serial(`the ${place.name} accepts a valid token`, async (t) => {
    t.is((await list(place, bearer(goodToken()))).status, 200);
    const { accessToken } = await signIn();
    t.is((await list(place, { authorization: `bearer ${accessToken}` })).status, 200);
  });

  for (const [what, token] of Object.entries(hostile)) {
    test.serial(`the ${place.name} refuses ${what}`, async (t) => {
      const id = `hostile-${randomUUID()}`;
      const refused = await list(place, { ...bearer(token), 'x-correlation-id': id });
      t.like(refused.body, PROBLEM);
      t.is(refused.status, 401);
      t.regex(String(refused.challenge), /^Bearer(?: error="invalid_token")?$/);
      t.deepEqual(
        refused.body,
        (await list(place, bearer('other'))).body,
        'every refused token gets the same answer',
      );
      await waitUntil(() => linesOf(place.name, id).length > 0, {
        timeoutMs: LOGGED_MS,
        what: 'the refusal is logged',
      });
      const [line, ...more] = linesOf(place.name, id);
      t.deepEqual(more, []);
      t.like(line, { code: 'invalid-token', status: 401, method: 'GET', path: '/orders' });
      t.notRegex(JSON.stringify(line), /stack|eyJ/);
    });
  }

  test.serial(`the ${place.name} does not read a token of a megabyte`, async (t) => {
    const status = await fetch(`${place.url}/orders`, {
      headers: { ...place.headers, ...bearer(megabyte) },
    }).then(
      async (answer) => {
        await answer.text();
        return answer.status;
      },
      // The server may close the connection while the request is being sent.
      () => 431,
    );
    t.is(status, 431);
    t.is((await list(place, bearer(goodToken()))).status, 200, 'and continues to serve');
  });

  test.serial(`the ${place.name} accepts a token in the Authorization header only`, async (t) => {
    const { accessToken, refreshToken } = await signIn();
    for (const headers of [
      bearer(refreshToken),
      { authorization: accessToken },
      { authorization: `Basic ${accessToken}` },
      { authorization: `DPoP ${accessToken}` },
      { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` },
      { cookie: `access_token=${accessToken}; authorization=Bearer ${accessToken}` },
      { 'x-access-token': accessToken },
    ]) {
      const refused = await list(place, headers);
      t.is(refused.status, 401, Object.keys(headers).join());
      t.like(refused.body, PROBLEM);
    }
    const query = `/orders?access_token=${accessToken}`;
    t.is((await list(place, {}, query)).status, 401);
  });
}

test.serial('no log contains a refused token or a token from a query', async (t) => {
  const { accessToken } = await signIn();
  await list(PLACES[0] as Place, {}, `/orders?access_token=${accessToken}`);
  const tokens = [...Object.values(hostile), accessToken].filter(({ length }) => length > 100);
  t.true(tokens.length > 50);
  for (const name of ['gateway', 'order', 'identity', 'gateway-daprd', 'order-daprd']) {
    const log = stack.logOf(name);
    t.false(
      tokens.some((token) => log.includes(token)),
      name,
    );
  }
});

test.serial('the log names the caller of a forbidden request with a valid token', async (t) => {
  const id = `forbidden-${randomUUID()}`;
  const { accessToken } = await signIn();
  const headers = { ...bearer(accessToken), 'x-correlation-id': id };
  t.is((await gateway('GET', '/audit', { headers })).status, 403);
  const me = await gateway('GET', '/me', { headers: bearer(accessToken) });
  const [line] = await waitUntil(
    () => {
      const lines = linesOf('gateway', id);
      return lines.length > 0 && lines;
    },
    { timeoutMs: LOGGED_MS, what: 'the refusal is logged' },
  );
  t.like(line, { code: 'forbidden', status: 403, path: '/audit', caller: me.body['customerId'] });
});

test.serial('every app refuses the tokens of an ended session within a minute', async (t) => {
  const ended = bearer((await signIn()).accessToken);
  const other = bearer((await signIn()).accessToken);
  for (const place of PLACES) t.is((await list(place, ended)).status, 200, place.name);
  t.is((await gateway('DELETE', '/sessions/current', { headers: ended })).status, 204);
  const since = Date.now();
  for (const place of PLACES) {
    await waitUntil(async () => (await list(place, ended)).status === 401, {
      timeoutMs: ENDED_MS - (Date.now() - since),
      what: `the ${place.name} refuses the token of the ended session`,
    });
    t.is((await list(place, other)).status, 200, 'another session of the same person stays valid');
  }
  t.log(`${Date.now() - since} ms after the end of the session`);
});
