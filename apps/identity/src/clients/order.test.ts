import type { SidecarRequest } from 'dapr-actor-runtime/sidecar';
import test from 'ava';
import { ordersReader } from './order.ts';

const REQUEST = { customerId: 'cus_1', authorization: 'Bearer mine', cursor: undefined };

/** A sidecar whose order app answers as `answer` says, by path. */
function orderApp(answer: (path: string) => { status: number; body: object }) {
  const calls: SidecarRequest[] = [];
  return {
    calls,
    async invoke(_app: string, request: SidecarRequest) {
      calls.push(request);
      const { status, body } = answer(request.path);
      return { status, headers: {}, text: JSON.stringify(body) };
    },
  };
}

const ids = Array.from({ length: 12 }, (_, index) => `ord_${index}`);
function twelveOrders(path: string) {
  if (path.startsWith('/orders?')) {
    return { status: 200, body: { items: ids.map((id) => ({ id })), nextCursor: 'next' } };
  }
  const [, , id = '', part] = path.split('/');
  if (part === undefined) return { status: 200, body: { id } };
  if (id === 'ord_3') return { status: 410, body: {} };
  return { status: 200, body: { contact: { email: `${id}@example.org` } } };
}

test('a page has every order with its personal data, unless they were erased', async (t) => {
  const app = orderApp(twelveOrders);
  const { items, nextCursor } = await ordersReader(app)({ ...REQUEST, cursor: 'here' });
  t.deepEqual(
    items.map(({ order }) => order.id),
    ids,
  );
  t.deepEqual(items[0]?.personalData, { contact: { email: 'ord_0@example.org' } });
  t.is(items[3]?.personalData, undefined);
  t.is(nextCursor, 'next');
  t.is(app.calls[0]?.path, '/orders?customer=cus_1&limit=50&cursor=here');
  t.true(app.calls.every(({ headers }) => headers?.['authorization'] === 'Bearer mine'));
});

test('an export fails rather than miss an order', async (t) => {
  for (const failing of ['/orders?', '/orders/ord_7', '/orders/ord_7/personal-data']) {
    const app = orderApp((path) =>
      path.startsWith(failing) ? { status: 500, body: {} } : twelveOrders(path),
    );
    await t.throwsAsync(ordersReader(app)(REQUEST), { code: 'unavailable' }, failing);
  }
  const gone = { invoke: () => Promise.reject(new Error('no sidecar')) };
  await t.throwsAsync(ordersReader(gone)(REQUEST), { code: 'unavailable' });
});

test('a cursor of another list is refused', async (t) => {
  const app = orderApp(() => ({ status: 400, body: {} }));
  await t.throwsAsync(ordersReader(app)({ ...REQUEST, cursor: 'x' }), { code: 'invalid-request' });
});
