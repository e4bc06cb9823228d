import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { connectStack, waitUntil } from '@commerce/testing';
import { demoAccounts, loadSecrets } from '@commerce/local-stack';
import { jsonClient } from '@commerce/testing/json-client';
import { scanForLeaks, type ScanResult, textsToFind } from '@commerce/testing/leak-scan';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { allowedLeaks } from './allowed-leaks.ts';

// Runs after all other tests: the data that the platform has written contain no secret, no token,
// no card number and no personal data. The mail folder and secrets.json are excluded, because they
// exist for such data.
const stack = connectStack();
const folder = (name: string) => join(stack.dataDir, name);
const { databaseUrls, redisUrl } = stack;
const folders = { logs: folder('logs'), traces: folder('traces') };
test.after.always(() => stack.close());

/** Test card numbers of the card schemes, and a matching security code. */
const CARDS = ['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117'];
const CVV = '737';

const gateway = jsonClient(stack.gatewayUrl);

async function send(path: string, body?: object, headers = {}): Promise<number> {
  const method = body === undefined ? 'GET' : 'POST';
  return (await gateway(method, path, { body, headers })).status;
}

for (const card of CARDS) {
  test.serial(`the card ${card.slice(0, 4)}… is refused by every route`, async (t) => {
    const key = { 'idempotency-key': randomBytes(12).toString('hex') };
    const order = orderOf({ 'NO-SUCH': 1 });
    const spaced = card.replace(/(.{4})(?=.)/g, '$1 ');
    const refusals = [
      await send('/orders', orderOf({ 'NO-SUCH': 1 }, card), key),
      await send('/orders', orderOf({ 'NO-SUCH': 1 }, spaced), key),
      await send('/orders', { ...order, payment: { token: 'tok_ok', card, cvv: CVV } }, key),
      await send('/orders', { ...order, cardNumber: card, cvv: CVV }, key),
    ];
    t.deepEqual(refusals, [400, 400, 400, 400], 'an unknown product would be 422');
    const elsewhere = [
      await send(`/orders/${card}`),
      await send(`/orders?customer=${card}`),
      await send('/orders', { lines: [] }, { 'idempotency-key': card, 'x-correlation-id': card }),
    ];
    for (const status of elsewhere) t.true(status >= 400 && status < 500, elsewhere.join());
  });
}

test.serial('a person uses the shop, with all requests traced', async (t) => {
  const [account] = demoAccounts(loadSecrets(stack.dataDir));
  const { email = '', password = '' } = account ?? {};
  const signedIn = await gateway('POST', '/sessions', { body: { email, password } });
  t.is(signedIn.status, 201);
  const headers = { authorization: `Bearer ${String(signedIn.body['accessToken'])}` };
  const address = {
    ...{ name: 'Ada Byron', lines: ['1 High Street'], city: 'London' },
    ...{ postalCode: 'N1 1AA', country: 'GB' },
  };
  const steps = [
    await gateway('POST', '/me/addresses', { body: address, headers }),
    await gateway('PATCH', '/me', { body: { name: 'Ada Lovelace' }, headers }),
    await gateway('GET', '/me/export', { headers }),
    await gateway('POST', '/sessions', { body: { email, password: 'not the one' } }),
    await gateway('POST', '/sessions/refresh', {
      body: { refreshToken: signedIn.body['refreshToken'] },
    }),
    await gateway('POST', '/orders', {
      body: orderOf({ 'NO-SUCH': 1 }),
      headers: { ...headers, 'idempotency-key': randomBytes(12).toString('hex') },
    }),
  ];
  t.deepEqual(
    steps.map(({ status }) => status),
    [201, 200, 200, 401, 200, 422],
  );
});

async function scan(only: Parameters<typeof scanForLeaks>[0]): Promise<ScanResult> {
  return scanForLeaks(only, { known: textsToFind(stack.dataDir), allowed: allowedLeaks });
}

test.serial('no stored data contain a secret, a card number or personal data', async (t) => {
  const { leaks, looked } = await scan({ folders, databaseUrls, redisUrl });
  t.log(looked);
  for (const [place, count] of Object.entries(looked)) t.true(count > 0, `${place} is empty`);
  t.deepEqual(leaks, []);
});

test.serial('a token that a test makes a sidecar put into a span is found', async (t) => {
  const token = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjdXNfMSJ9.${randomBytes(32).toString('base64url')}`;
  const { daprHttpUrl } = stack.app('gateway');
  const answer = await fetch(`${daprHttpUrl}/v1.0/invoke/order/method/orders/planted`, {
    headers: {
      'dapr-api-token': stack.daprApiToken,
      'dapr-planted': token,
      traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
    },
  });
  await answer.text();
  await waitUntil(
    async () => {
      const { leaks } = await scan({ folders: { traces: folders.traces } });
      return leaks.some((leak) => /^traces\/spans\.log:\d+: JSON Web Token$/.test(leak));
    },
    { timeoutMs: 30_000, what: 'the span is found' },
  );
  t.pass();
});
