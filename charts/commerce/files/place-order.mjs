// Places an order through the gateway and follows it to its end: `helm test`. Without a service client it only
// looks whether the gateway and the apps behind it answer.
const { API, CLIENT_ID, CLIENT_SECRET, PAYMENT_TOKEN = 'tok_ok' } = process.env;
/** For one request, ms. */
const REQUEST_TIMEOUT_MS = 15_000;
/** For an order to reach a status, ms; the stages of an order take seconds. */
const STATUS_TIMEOUT_MS = 60_000;
const POLL_MS = 500;
const JSON_TYPE = { 'content-type': 'application/json' };

async function request(method, path, { body, expected, headers = {} } = {}) {
  const answer = await fetch(new URL(path, API), {
    method,
    headers: { ...(body === undefined ? {} : JSON_TYPE), ...headers },
    ...(body === undefined
      ? {}
      : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const text = await answer.text();
  if (!expected.includes(answer.status)) {
    throw new Error(
      `${method} ${path} answered ${answer.status}, not ${expected.join(' or ')}: ${text}`,
    );
  }
  return text === '' ? undefined : JSON.parse(text);
}

async function untilStatus(order, status) {
  const end = Date.now() + STATUS_TIMEOUT_MS;
  for (;;) {
    const found = await request('GET', `/orders/${order}`, { expected: [200] });
    if (found.status === status) return;
    if (Date.now() > end) {
      throw new Error(
        `order ${order} is ${found.status}, not ${status}, after ${STATUS_TIMEOUT_MS} ms`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function look() {
  await request('GET', '/readyz', { expected: [200] });
  await request('GET', '/.well-known/jwks.json', { expected: [200] });
  await request('GET', '/products/HELM-TEST-NO-SUCH-PRODUCT', { expected: [404] });
  await request('GET', `/orders/ord_${'0'.repeat(32)}`, { expected: [404] });
  console.log('gateway, identity, catalog and order answer');
}

async function accessToken() {
  const { access_token: token } = await request('POST', '/oauth/token', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    }),
    expected: [200],
  });
  return token;
}

async function order() {
  const staff = { authorization: `Bearer ${await accessToken()}` };
  const sku = `HELM-TEST-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  const key = () => ({ 'idempotency-key': crypto.randomUUID() });
  const price = { amountMinor: 850, currency: 'GBP' };
  const product = { sku, name: 'Order of helm test', price };
  await request('POST', '/products', { body: product, headers: staff, expected: [200, 201] });
  const { items } = await request('GET', '/locations', { headers: staff, expected: [200] });
  await request('POST', `/stock/${sku}/receipts`, {
    body: { location: items[0].location, quantity: 2 },
    headers: { ...staff, ...key() },
    expected: [200, 201],
  });
  const { id } = await request('POST', '/orders', {
    body: {
      lines: [{ sku, quantity: 2 }],
      shippingAddress: {
        name: 'Helm Test',
        lines: ['1 High Street'],
        city: 'London',
        postalCode: 'SW1A 1AA',
        country: 'GB',
      },
      contact: { email: 'helm-test@shop.example' },
      payment: { token: PAYMENT_TOKEN },
      currency: 'GBP',
    },
    headers: key(),
    expected: [201, 202],
  });
  await untilStatus(id, 'confirmed');
  await request('POST', `/orders/${id}/cancellation`, { expected: [200, 202] });
  await untilStatus(id, 'cancelled');
  console.log(`order ${id} was confirmed and cancelled`);
}

await look();
if (CLIENT_ID && CLIENT_SECRET) await order();
else console.log('no order was placed: tests.clientSecretName is not set');
