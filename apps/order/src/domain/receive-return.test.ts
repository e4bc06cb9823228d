import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import fc from 'fast-check';
import {
  confirmed,
  gbp,
  given,
  it,
  later,
  now,
  placed,
  receive,
  requested,
  returned,
  sendBack,
  units,
  wholeShipment,
  type Data,
} from './fulfilment-examples.ts';
import type { InspectedUnits } from './inspection.ts';
import { toResource } from './order-resource.ts';
import { absent, type ConfirmedOrder, type Order } from './order-state.ts';
import { evolve, orderDecider, type OrderCommand } from './order.ts';

// All five units of the order are announced: 3 A at 100, 2 B at 50.
const announced = given(
  'all',
  wholeShipment,
  requested('ret_1', units([0, 'A', 3], [1, 'B', 2]), 400),
);
const part = receive('ret_1', { lines: [{ lineId: 'l1', quantity: 2 }] });
const split: OrderEvent = {
  type: 'OrderReturnSplit.v1',
  data: {
    ...{ returnId: 'ret_1', partId: 'rcp_1', lines: units([0, 'A', 2]) },
    ...{ refundAmount: gbp(200), restAmount: gbp(200), splitAt: now, status: 'shipped' },
  },
};
const arrived: OrderEvent = {
  type: 'OrderReturnReceived.v2',
  data: {
    returnId: 'rcp_1',
    received: [{ line: 0, lineId: 'l1', sku: 'A', quantity: 2 }],
    ...{ refundAmount: gbp(200), receivedAt: now, status: 'shipped' },
  },
};
const inPart = [...announced, split, arrived];
const close: OrderCommand = { type: 'CloseReturn', returnId: 'ret_1', by: 'ann', now };

/** Decides commands one after another; those that are refused change nothing. */
function run(start: Order, ...commands: OrderCommand[]): ConfirmedOrder {
  return commands.reduce((order, command) => {
    const decision = orderDecider.decide(command, order);
    return decision.ok ? decision.events.reduce(evolve, order) : order;
  }, start) as ConfirmedOrder;
}

test(
  'what arrives of a return becomes a return of its own, and the rest stays announced',
  it(announced, part, accepted<OrderEvent>(split, arrived)),
);
test('a part is received once', it(inPart, part, accepted()));
test(
  'the key of a receipt cannot be used for another return',
  it(
    [...inPart, requested('ret_2', units([1, 'B', 1]), 50)],
    receive('ret_2'),
    rejected('idempotency-key-reused', 'This key was used with a receipt of another return.'),
  ),
);
test(
  'a receipt without lines says that the rest has arrived',
  it(
    inPart,
    receive('ret_1', { receiptId: 'rcp_2' }),
    accepted({
      type: 'OrderReturnReceived.v1',
      data: { returnId: 'ret_1', receivedAt: now, status: 'shipped' },
    }),
  ),
);
test(
  'more than is still announced is refused',
  it(
    inPart,
    receive('ret_1', { receiptId: 'rcp_2', lines: [{ lineId: 'l1', quantity: 2 }] }),
    rejected(
      'return-exceeds-announced',
      'Only 1 units of l1 are announced: request a return of the others, then receive that.',
      'l1',
    ),
  ),
);
test('a part in which nothing right arrived is declined, and the rest stays announced', (t) => {
  const wrong: InspectedUnits = { lineId: 'l1', quantity: 1, condition: 'wrong-item' };
  const order = run(announced.reduce(evolve, absent), receive('ret_1', { lines: [wrong] }));
  t.like(order.fulfilment.returns, [
    { returnId: 'ret_1', status: 'requested', lines: units([0, 'A', 2], [1, 'B', 2]) },
    { returnId: 'rcp_1', partOf: 'ret_1', status: 'declined' },
  ] as unknown as typeof order.fulfilment.returns);
  t.like(order.fulfilment.lines[0], { returning: 2, returned: 0 });
});
test(
  'what did not come is closed',
  it(
    inPart,
    close,
    accepted({
      type: 'OrderReturnClosed.v1',
      data: { returnId: 'ret_1', by: 'ann', closedAt: now, status: 'shipped' },
    }),
  ),
);

const closed = run(inPart.reduce(evolve, absent), close);
test('a return is closed once', (t) => {
  t.deepEqual(orderDecider.decide(close, closed), accepted());
});
test('a closed return can neither arrive nor be withdrawn', (t) => {
  const refused = rejected('return-not-open', 'The return is closed, no longer announced.');
  t.deepEqual(orderDecider.decide(receive('ret_1', { receiptId: 'rcp_2' }), closed), refused);
  const withdraw: OrderCommand = { type: 'WithdrawReturn', returnId: 'ret_1', now };
  t.deepEqual(orderDecider.decide(withdraw, closed), refused);
});
test(
  'a return that has arrived cannot be closed',
  it(
    [...given('all', wholeShipment, requested('ret_1', units([1, 'B', 2]), 100)), returnArrived()],
    close,
    rejected('return-not-open', 'The return is received, no longer announced.'),
  ),
);
test(
  'an unknown return cannot be closed',
  it(given('all'), close, rejected('return-not-found', 'The order has no such return.')),
);
test('units of a closed return are with the customer and can be returned again', (t) => {
  t.like(toResource('ord_1', closed, 9)?.fulfilment, {
    lines: [
      { returning: 2, returned: 0 },
      { returning: 0, returned: 0 },
    ],
    returns: [{ status: 'closed' }, { partOf: 'ret_1', status: 'received' }],
  } as object);
  const again = orderDecider.decide(sendBack(undefined, later, 'ret_2'), closed);
  const lines = units([0, 'A', 1], [1, 'B', 2]);
  t.like(again.ok && again.events[0], { data: { lines, refundAmount: gbp(200) } });
});
test('each part ends by itself, and the order is returned when all have', (t) => {
  const end = returned('rcp_1', 'partially-returned');
  const first = [...inPart, end].reduce(evolve, absent);
  t.like(toResource('ord_1', first, 7), {
    status: 'partially-returned',
    returnStatus: 'requested',
  });
  const rest = run(first, receive('ret_1', { receiptId: 'rcp_2' }), {
    type: 'RecordReturned',
    ...{ returnId: 'ret_1', now },
  });
  t.like(toResource('ord_1', rest, 9), { status: 'returned', amounts: { refundedMinor: 400 } });
});

// 7 of shipping over five units at 400: line A bears 5, line B 2.
const charges = { discountMinor: 0, taxMinor: 0, shippingMinor: 7 };
const place = placed('all') as { data: Data<'OrderPlaced.v2'> };
const withShipping = [
  { type: 'OrderPlaced.v2', data: { ...place.data, total: gbp(407), charges } } as const,
  confirmed(),
  wholeShipment,
].reduce(evolve, absent);

test('the share of the shipping goes back with the units, unless it is kept', (t) => {
  const lines = [{ lineId: 'l1', quantity: 2 }];
  const asked = run(withShipping, sendBack(undefined, later, 'ret_1'));
  const [, refunded] = run(asked, receive('ret_1', { lines })).fulfilment.returns;
  t.like(refunded, { refundMinor: 203, withheldMinor: undefined });
  const keep = receive('ret_1', { lines, refundShipping: false });
  const [, kept] = run(asked, keep).fulfilment.returns;
  t.like(kept, { refundMinor: 200, withheldMinor: 3 });
});

test('refunds and what was kept back add up to the captured amount, whatever arrives when', (t) => {
  const step = fc.record({
    sku: fc.constantFrom('A', 'B'),
    quantity: fc.integer({ min: 1, max: 3 }),
    fee: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
    refundShipping: fc.option(fc.boolean(), { nil: undefined }),
    condition: fc.constantFrom('as-new' as const, 'wrong-item' as const),
    then: fc.constantFrom('end', 'decline', 'close', 'nothing'),
  });
  const property = fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, never) => {
    const commands = steps.flatMap(({ sku, quantity, fee, condition, then, ...more }, n) => {
      const returnId = `ret_${n}`;
      const receiptId = `rcp_${n}`;
      const lines = [{ sku, quantity, condition }];
      const refundShipping = never ? false : more.refundShipping;
      const ended: OrderCommand[] = {
        end: [{ type: 'RecordReturned' as const, returnId: receiptId, now }],
        decline: [{ type: 'RecordReturnDeclined' as const, returnId: receiptId, now }],
        close: [{ type: 'CloseReturn' as const, returnId, by: 'ann', now }],
        nothing: [],
      }[then as 'end'];
      return [
        sendBack(undefined, later, returnId),
        receive(returnId, { receiptId, lines, restockingFeeMinor: fee, refundShipping }),
        ...ended,
      ];
    });
    const rest = [...steps.map((_, n) => `ret_${n}`), 'ret_rest'];
    const { returns, lines } = run(
      withShipping,
      ...commands,
      sendBack(undefined, later, 'ret_rest'),
      ...rest.map((returnId) =>
        receive(returnId, {
          receiptId: `last_${returnId}`,
          ...(never && { refundShipping: false }),
        }),
      ),
    ).fulfilment;
    t.deepEqual(
      lines.map((one) => one.returning + one.returned),
      [3, 2],
    );
    const settled = returns.filter(({ status }) => status === 'received' || status === 'returned');
    const sumOf = (minor: (one: (typeof returns)[number]) => number) =>
      settled.reduce((total, one) => total + minor(one), 0);
    t.is(
      sumOf(({ refundMinor, withheldMinor = 0 }) => refundMinor + withheldMinor),
      407,
    );
  });
  fc.assert(property, { numRuns: 300 });
});

function returnArrived(): OrderEvent {
  return {
    type: 'OrderReturnReceived.v1',
    data: { returnId: 'ret_1', receivedAt: now, status: 'shipped' },
  };
}
