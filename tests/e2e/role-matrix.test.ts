import type { OpenApiDocument } from 'dapr-actor-runtime/openapi';
import { connectStack, waitUntil } from '@commerce/testing';
import { permissionOf } from '@commerce/testing/access-matrix';
import { fingerprint } from '@commerce/testing/fingerprint';
import { openShop, orderOf } from '@commerce/testing/shop';
import { withoutCorrelationId } from '@commerce/testing/without-correlation-id';
import test, { type ExecutionContext } from 'ava';
import { isDenied, operationsOf, type Tried, tryOperation } from './authorization-request.ts';
import { newSessions, openCallers, placeForStranger, type TestCaller } from './test-callers.ts';

// Every operation that the gateway serves, called by a guest, every role and every scope. The
// expected access is in docs/access-matrix.md.
const READ_MODEL_MS = 30_000;
const stack = connectStack();
const shop = openShop(stack);
const served = await fetch(`${stack.gatewayUrl}/openapi.json`);
const operations = operationsOf((await served.json()) as OpenApiDocument);
/** These would end the sessions that the other tests use. */
const ENDS_SESSIONS = new Set(['DELETE /sessions', 'DELETE /sessions/current']);

let callers: TestCaller[];
/** An order of a customer who is not one of the callers. */
let strangers: { id: string; customerId: string };

test.before(async () => {
  callers = await openCallers(stack);
  strangers = await placeForStranger(shop);
});
test.after.always(() => stack.close());

async function expectDenied(t: ExecutionContext, tried: Tried, caller: TestCaller): Promise<void> {
  const answer = await tryOperation(stack.gatewayUrl, tried, caller.headers, strangers.id);
  const isGuest = caller.name === 'guest';
  t.is(answer.status, isGuest ? 401 : 403, `${caller.name}: ${answer.body}`);
  t.is(answer.type, isGuest ? '/problems/invalid-token' : '/problems/forbidden', caller.name);
  if (isGuest) t.is(answer.challenge, 'Bearer');
}

async function expectAllowed(t: ExecutionContext, tried: Tried, caller: TestCaller): Promise<void> {
  const answer = await tryOperation(stack.gatewayUrl, tried, caller.headers, strangers.id);
  t.false(isDenied(answer), `${caller.name}: ${answer.status} ${answer.body}`);
  t.true(answer.status < 500, `${caller.name}: ${answer.status} ${answer.body}`);
  if (!tried.path.startsWith('/orders/{id}')) return;
  if (permissionOf(tried.row, caller.kinds) === 'yes') {
    t.not(answer.type, '/problems/order-not-found', caller.name);
    return;
  }
  t.is(answer.status, 404, `${caller.name} reads another customer's order: ${answer.body}`);
  const unknown = await tryOperation(stack.gatewayUrl, tried, caller.headers);
  const nowhere = unknown.body.replace(/ord_0{32}/, strangers.id);
  t.deepEqual(
    { ...answer, body: withoutCorrelationId(answer.body) },
    { ...unknown, body: withoutCorrelationId(nowhere) },
    'the same as for an unknown order',
  );
}

for (const tried of operations.filter(({ row }) => !ENDS_SESSIONS.has(row.operation))) {
  test.serial(`${tried.row.operation} allows only the callers in the table`, async (t) => {
    const before = await fingerprint(stack);
    for (const caller of callers) {
      if (permissionOf(tried.row, caller.kinds) === '-') await expectDenied(t, tried, caller);
    }
    t.deepEqual(await fingerprint(stack), before, 'a refused call changes nothing');
    for (const caller of callers) {
      if (permissionOf(tried.row, caller.kinds) !== '-') await expectAllowed(t, tried, caller);
    }
  });
}

for (const tried of operations.filter(({ row }) => ENDS_SESSIONS.has(row.operation))) {
  test.serial(`${tried.row.operation} ends the sessions of people only`, async (t) => {
    for (const caller of await newSessions(stack, callers)) {
      const isPerson = permissionOf(tried.row, caller.kinds) !== '-';
      await (isPerson ? expectAllowed : expectDenied)(t, tried, caller);
    }
  });
}

test.serial('an order is in the list of callers who may read all orders only', async (t) => {
  const row = operations.find(({ row }) => row.operation === 'GET /orders')?.row;
  const found = async ({ headers }: TestCaller) => {
    const path = `/orders?customer=${strangers.customerId}`;
    const { body } = await shop.api('GET', path, { headers });
    return (body['items'] as { id: string }[]).map(({ id }) => id);
  };
  const [, ...known] = await newSessions(stack, callers);
  const seesAll = known.find(({ name }) => name === 'client for import') as TestCaller;
  const what = 'the order is in the list';
  await waitUntil(async () => (await found(seesAll)).length > 0, {
    timeoutMs: READ_MODEL_MS,
    what,
  });
  for (const caller of known) {
    const may = row && permissionOf(row, caller.kinds);
    if (may === '-') continue;
    t.deepEqual(await found(caller), may === 'yes' ? [strangers.id] : [], caller.name);
  }
});

test.serial('a customer reads their own order, and a guest that of a guest', async (t) => {
  const sku = await shop.product(2);
  const customer = await shop.tokens.person('customer');
  const own = await shop.place(orderOf({ [sku]: 1 }), customer);
  t.is(own.status, 201);
  const path = `/orders/${String(own.body['id'])}`;
  t.is((await shop.api('GET', path, { headers: customer })).status, 200);
  t.is((await shop.api('GET', path)).status, 404);
  const guests = await shop.place(orderOf({ [sku]: 1 }));
  t.is((await shop.api('GET', `/orders/${String(guests.body['id'])}`)).status, 200);
});
