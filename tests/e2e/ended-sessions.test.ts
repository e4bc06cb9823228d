import { connectStack } from '@commerce/testing';
import { newCustomer, type Customer } from '@commerce/testing/customers';
import { openServerSentEvents } from '@commerce/testing/server-sent-events';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// Who was signed out, disabled, erased or given other roles does nothing more, and sees nothing more,
// although their access token is still valid.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

/** Longest time in which a stream ends after the session of its caller, ms. */
const ENDS_WITHIN_MS = 10_000;

let sku: string;
test.before(async () => {
  sku = await shop.product(100);
});

async function asAdmin(method: string, path: string, body?: object): Promise<void> {
  const headers = await shop.tokens.person('admin');
  const answer = await shop.api(method, path, { headers, ...(body && { body }) });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
}

const ends: Record<string, (customer: Customer) => Promise<unknown>> = {
  'signs out': ({ headers }) => shop.api('DELETE', '/sessions/current', { headers }),
  'is disabled': ({ customerId }) => asAdmin('POST', `/accounts/${customerId}/disablement`),
  'gets other roles': ({ customerId }) =>
    asAdmin('PUT', `/accounts/${customerId}/roles`, { roles: ['customer', 'support'] }),
  'erases the account': ({ headers, password }) =>
    shop.api('DELETE', '/me', { headers, body: { password } }),
  'is erased': ({ customerId }) => asAdmin('POST', `/accounts/${customerId}/erasure`),
};

async function ordered({ headers }: Customer): Promise<string> {
  const { status, body } = await shop.place(orderOf({ [sku]: 1 }), headers);
  if (status !== 201) throw new Error(`not placed: ${JSON.stringify(body)}`);
  return String(body['id']);
}

const streamOf = (id: string, headers: Record<string, string> = {}, query = '') =>
  openServerSentEvents(`${stack.gatewayUrl}/orders/${id}/stream${query}`, headers);

async function ticketFor(id: string, headers: Record<string, string>): Promise<string> {
  const { status, body } = await shop.api('POST', `/orders/${id}/stream-tickets`, { headers });
  if (status !== 201) throw new Error(`no ticket: ${JSON.stringify(body)}`);
  return `?ticket=${String(body['ticket'])}`;
}

/** Reads a stream until it ends. Answers how long it took, ms. */
async function untilEnded(stream: Awaited<ReturnType<typeof streamOf>>): Promise<number> {
  const begun = Date.now();
  while ((await stream.next()) !== undefined);
  return Date.now() - begun;
}

for (const [what, end] of Object.entries(ends)) {
  test(`when a customer ${what}, the next command is refused and open streams end`, async (t) => {
    const customer = await newCustomer(stack);
    const id = await ordered(customer);
    const streams = [
      await streamOf(id, customer.headers),
      await streamOf(id, {}, await ticketFor(id, customer.headers)),
    ];
    t.deepEqual(
      streams.map(({ status }) => status),
      [200, 200],
    );
    await end(customer);
    const refused = await shop.place(orderOf({ [sku]: 1 }), customer.headers);
    t.is(refused.status, 401);
    for (const took of await Promise.all(streams.map(untilEnded))) {
      t.true(took < ENDS_WITHIN_MS, `${took} ms`);
    }
  });
}

test('staff who lose their role see no more of the orders of others', async (t) => {
  const { body } = await shop.place(orderOf({ [sku]: 1 }), await shop.tokens.person('customer'));
  const person = await newCustomer(stack);
  const { customerId, email, password } = person;
  await asAdmin('PUT', `/accounts/${customerId}/roles`, { roles: ['customer', 'support'] });
  const session = await shop.api('POST', '/sessions', { body: { email, password } });
  const headers = { authorization: `Bearer ${String(session.body['accessToken'])}` };
  const stream = await streamOf(String(body['id']), headers);
  t.is(stream.status, 200);
  await asAdmin('PUT', `/accounts/${customerId}/roles`, { roles: ['customer'] });
  const took = await untilEnded(stream);
  t.true(took < ENDS_WITHIN_MS, `${took} ms`);
});

test('a ticket opens the stream of its order only, with the permissions of who asked for it', async (t) => {
  const [ann, bob] = [await newCustomer(stack), await newCustomer(stack)];
  const [id, other] = [await ordered(ann), await ordered(ann)];
  const ticket = await ticketFor(id, ann.headers);
  const stream = await streamOf(id, {}, ticket);
  t.is(stream.status, 200);
  t.is((await stream.next())?.event, 'OrderPlaced.v2');
  stream.close();
  const stranger = { headers: bob.headers };
  t.is((await shop.api('POST', `/orders/${id}/stream-tickets`, stranger)).status, 404);
  t.is((await shop.api('POST', `/orders/${id}/stream-tickets`)).status, 401);
  for (const [status, type, path, headers] of [
    [404, 'order-not-found', `/orders/${id}/stream`, {}],
    [401, 'invalid-token', `/orders/${other}/stream${ticket}`, {}],
    [401, 'invalid-token', `/orders/${id}/stream${ticket.slice(0, -4)}AAAA`, {}],
    [400, 'invalid-request', `/orders/${id}/stream${ticket}`, ann.headers],
    [401, 'invalid-token', `/orders/${id}/stream?ticket=x`, {}],
  ] as const) {
    const answer = await shop.api('GET', path, { headers });
    t.is(answer.status, status, path);
    t.is(answer.body['type'], `/problems/${type}`);
  }
});
