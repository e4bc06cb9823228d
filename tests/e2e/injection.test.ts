import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { clientCredentials, openClient } from '@commerce/client';
import { connectStack, waitUntil } from '@commerce/testing';
import { CUSTOMER, openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// Text from clients is data: it is returned unchanged, matches only itself, and forges no log line.
const stack = connectStack();
const shop = openShop(stack);
const call = openClient(stack.gatewayUrl, {
  token: clientCredentials(stack.gatewayUrl, stack.serviceClients.loadTester),
});
test.after.always(() => stack.close());

/** How long the gateway may take to notice that its sidecar is unavailable, ms. */
const NOTICE_LIMIT_MS = 20_000;

/** The text that names and addresses accept: words on one line. */
const ONE_LINE = /^\P{Cc}*$/u;

const texts: [kind: string, text: string][] = [
  ['SQL', `'; DROP TABLE products; --`],
  ['SQL in numbers', `1 OR 1=1 UNION SELECT password_hash FROM accounts`],
  ['an operator of JSON', `{"$ne": null, "$where": "this.a == 1"}`],
  ['a JSON path', `$.price ? (@ > 0) #> '{a}' ->> 'b'`],
  ['XSS', `<script>alert(1)</script><img src=x onerror=alert(1)>"'>`],
  ['a template', '${7*7} {{7*7}} <%= 7*7 %> #{7*7} %s%n$(id)`id`'],
  ['a CSV formula', `=HYPERLINK("http://127.0.0.1","x")`],
  ['another CSV formula', `@SUM(1+1)*cmd|' /C calc'!A0`],
  ['a path', '../../../../etc/passwd\\..\\..\\windows'],
  ['LDAP and XML', `*)(uid=*))(|(uid=* <!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;`],
  ['line feeds', 'one\r\nSet-Cookie: a=b\r\n\r\n{"level":50,"msg":"two"}'],
  ['escapes of a terminal', '\u001b[2J\u001b[1;31mred\u001b]0;title\u0007\u009b2K'],
  ['text that runs backwards', '\u202egnp.exe \u2066 \u200b \ufeff \u2028'],
  ['names of prototypes', '__proto__ constructor.prototype.polluted'],
];

for (const [kind, text] of texts) {
  test.serial(`${kind} in free text is stored as data`, async (t) => {
    const sku = `I${randomBytes(6).toString('hex').toUpperCase()}`;
    const price = { amountMinor: 250, currency: 'GBP' } as const;
    const name = ONE_LINE.test(text) ? text : 'A thing';
    const refused = name === text ? 201 : 400;
    t.is((await call('createProduct', { body: { sku, name: text, price } })).status, refused);
    if (refused === 400) await call('createProduct', { body: { sku, name, price } });
    const found = await shop.api('GET', `/products/${sku}`);
    t.is(found.body['name'], name);
    t.regex(found.headers.get('content-type') ?? '', /^application\/json/);

    const location = 'main';
    await call('receiveStock', { params: { sku }, body: { location, quantity: 5 } });
    const body = { location, delta: -1, reason: 'other' as const, note: text };
    t.is((await call('adjustStock', { params: { sku }, body })).status, 201);
    const why = await call('explainStock', { params: { sku } });
    t.true(why.ok && why.body.items.some(({ note }) => note === text));

    const order = {
      ...orderOf({ [sku]: 1 }),
      shippingAddress: { ...CUSTOMER.shippingAddress, lines: [text], city: text.slice(0, 100) },
    };
    const placed = await shop.place(order);
    t.is(placed.status, 201);
    t.is(placed.body['status'], 'confirmed');
    t.is((await shop.untilNothingHeld(sku)).available, 3);
  });

  test.serial(`${kind} in a postal address is returned unchanged`, async (t) => {
    const headers = await shop.tokens.person('customer');
    const body = { ...CUSTOMER.shippingAddress, lines: [text], city: text.slice(0, 100) };
    const made = await shop.api('POST', '/me/addresses', { body, headers });
    t.is(made.status, 201);
    t.like(made.body, { address: body });
    const { body: all } = await shop.api('GET', '/me/addresses', { headers });
    t.like((all['items'] as object[]).at(-1), { address: body });
    const path = `/me/addresses/${String(made.body['id'])}`;
    t.is((await shop.api('DELETE', path, { headers })).status, 204);
  });

  test.serial(`${kind} in a path or a query matches only itself`, async (t) => {
    const encoded = encodeURIComponent(text);
    for (const path of [
      `/products/${encoded}`,
      `/stock/${encoded}`,
      `/orders/${encoded}`,
      `/orders?customer=${encoded}`,
      `/orders?status=${encoded}`,
      `/orders?cursor=${encoded}`,
    ]) {
      const { status, body } = await shop.api('GET', path);
      t.true(status >= 400 && status < 500, `${path}: ${status}`);
      t.is(body['items'], undefined);
    }
  });
}

/** Sends a raw request head; returns the status line of the answer, if there is one. */
function wire(head: string): Promise<string> {
  const { hostname, port } = new URL(stack.gatewayUrl);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let received = '';
    socket.on('data', (piece) => (received += piece.toString('latin1')));
    socket.on('error', () => resolve(received));
    socket.on('close', () => resolve(received.split('\r\n')[0] ?? ''));
    socket.end(head);
  });
}

/** The lines of a log that mention a word. */
const linesWith = (name: string, word: string) =>
  stack
    .logOf(name)
    .split('\n')
    .filter((line) => line.includes(word));

const LOGS = ['gateway', 'order', 'inventory', 'catalog', 'identity', 'payment'].flatMap((app) => [
  app,
  `${app}-daprd`,
]);

test.serial('line feeds and escapes in a request forge no log line', async (t) => {
  const word = `forged-${randomBytes(6).toString('hex')}`;
  const line = `{"level":50,"service":"gateway","msg":"${word}"}`;
  const forged = `\r\n${line}\r\n\u001b[2K${word}`;
  const sku = await shop.product(1);
  const encoded = encodeURIComponent(forged);
  const headers = [
    { 'idempotency-key': encoded },
    { 'x-correlation-id': encoded },
    { traceparent: `00-${encoded}` },
    { 'user-agent': encoded, referer: encoded, forwarded: encoded },
  ];
  for (const some of headers) await shop.place(orderOf({ [`${sku}${forged}`]: 1 }), some);
  await shop.place(orderOf({ [sku]: 1 }, `tok_${word}${forged}`));
  // On the wire a line feed ends a header, so the rest is another header or refused.
  for (const name of ['Idempotency-Key', 'X-Correlation-Id', 'Traceparent', 'User-Agent']) {
    for (const value of [`a\r\n${line}`, `a\n${line}`, `a\r${line}`, `a\u001b[2K${word}`]) {
      const head = `GET /orders/${word} HTTP/1.1\r\nHost: x\r\n${name}: ${value}\r\n`;
      t.regex(await wire(`${head}Connection: close\r\n\r\n`), /^HTTP\/1\.1 4\d\d /);
    }
  }
  for (const log of LOGS) assertNothingForged(t, log, word);
});

test.serial('a failed request is one log line, whatever its content', async (t) => {
  const word = `FORGED-${randomBytes(6).toString('hex').toUpperCase()}`;
  const forged = encodeURIComponent(`\r\n{"level":50,"msg":"${word}"}\u001b[2K`);
  const headers = { 'x-correlation-id': forged, traceparent: forged, 'user-agent': forged };
  const killed = stack.kill('gateway-daprd');
  await waitUntil(
    async () => {
      await shop.api('GET', `/products/${word}`, { headers });
      return linesWith('gateway', word).length > 0;
    },
    { timeoutMs: NOTICE_LIMIT_MS, what: 'the gateway logs a failed request' },
  );
  await stack.untilRestarted(killed);
  assertNothingForged(t, 'gateway', word);
});

function assertNothingForged(
  t: {
    is: (a: unknown, b: unknown, c?: string) => unknown;
    false: (a: boolean) => unknown;
  },
  log: string,
  word: string,
): void {
  t.false(stack.logOf(log).includes('\u001b'));
  for (const line of linesWith(log, word)) {
    const { msg } = log.endsWith('-daprd') ? { msg: 'of daprd' } : JSON.parse(line);
    t.is(String(msg).includes(word), false, log);
    t.is(line.trimStart().startsWith('{"level":50,"service":"gateway","msg"'), false, log);
  }
}
