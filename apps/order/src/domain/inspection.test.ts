import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import fc from 'fast-check';
import {
  confirmed,
  firstShipment,
  gbp,
  given,
  it,
  later,
  placed,
  receive,
  requested,
  returned,
  sendBack,
  shipped,
  units,
  wholeShipment,
  type Data,
} from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent, type ConfirmedOrder, type Order } from './order-state.ts';
import { evolve, orderDecider, type OrderCommand } from './order.ts';

const announced = requested('ret_1', units([0, 'A', 3], [1, 'B', 2]), 400);
const inspect = (
  lines: Extract<OrderCommand, { type: 'RecordReturnReceived' }>['lines'],
  restockingFeeMinor?: number,
): OrderCommand => receive('ret_1', { lines, restockingFeeMinor, now: later });
const inspected = (
  received: Data<'OrderReturnReceived.v2'>['received'],
  amountMinor: number,
  withheldMinor?: number,
) =>
  accepted({
    type: 'OrderReturnReceived.v2',
    data: {
      ...{ returnId: 'ret_1', receiptId: 'rcp_1', received },
      refundAmount: gbp(amountMinor),
      ...(withheldMinor === undefined ? {} : { withheldMinor }),
      receivedAt: later,
      status: 'shipped',
    },
  } satisfies OrderEvent);
const before = given('all', wholeShipment, announced);
const a = { line: 0, lineId: 'l1', sku: 'A' };
const b = { line: 1, lineId: 'l2', sku: 'B' };

test(
  'an inspection says how the units came and where they go, and refunds what came',
  it(
    before,
    inspect([
      { lineId: 'l1', quantity: 2 },
      { sku: 'A', quantity: 1, condition: 'damaged', disposition: 'scrap' },
      { sku: 'B', quantity: 2, condition: 'opened', disposition: 'quarantine', location: 'leeds' },
    ]),
    inspected(
      [
        { ...a, quantity: 2 },
        { ...a, quantity: 1, condition: 'damaged', disposition: 'scrap' },
        { ...b, quantity: 2, condition: 'opened', disposition: 'quarantine', location: 'leeds' },
      ],
      400,
    ),
  ),
);
test(
  'a wrong item counts as not returned',
  it(
    before,
    inspect([
      { lineId: 'l1', quantity: 2 },
      { lineId: 'l1', quantity: 1, condition: 'wrong-item' },
      { lineId: 'l2', quantity: 2 },
    ]),
    inspected(
      [
        { ...a, quantity: 2 },
        { ...b, quantity: 2 },
      ],
      300,
    ),
  ),
);
test(
  'a restocking fee is kept back',
  it(
    before,
    inspect(undefined, 50),
    inspected(
      [
        { ...a, quantity: 3 },
        { ...b, quantity: 2 },
      ],
      350,
      50,
    ),
  ),
);
test(
  'a restocking fee above the refund is refused, and nothing changes',
  it(
    before,
    inspect([{ lineId: 'l1', quantity: 1 }], 101),
    rejected('restocking-fee-too-large', 'The fee is larger than what these units cost.'),
  ),
);
test(
  'more units than were announced are refused, and the refusal says how to record them',
  it(
    before,
    inspect([
      { lineId: 'l1', quantity: 2 },
      { lineId: 'l1', quantity: 2 },
    ]),
    rejected(
      'return-exceeds-announced',
      'Only 1 units of l1 are announced: request a return of the others, then receive that.',
      'l1',
    ),
  ),
);
test(
  'a return of which nothing right arrived is declined',
  it(
    given('all', wholeShipment, requested('ret_1', units([0, 'A', 3]), 300)),
    inspect([{ lineId: 'l1', quantity: 3, condition: 'wrong-item' }]),
    accepted({
      type: 'OrderReturnDeclined.v1',
      data: { returnId: 'ret_1', receiptId: 'rcp_1', declinedAt: later, status: 'shipped' },
    }),
  ),
);
const arrived = accepted({
  type: 'OrderReturnReceived.v2',
  data: {
    ...{ returnId: 'ret_1', receiptId: 'rcp_1', received: [{ ...a, quantity: 3 }] },
    ...{ refundAmount: gbp(300), receivedAt: later, status: 'shipped' },
  },
} satisfies OrderEvent).events[0] as OrderEvent;
test(
  'an inspection is recorded once',
  it([...before, arrived], inspect([{ lineId: 'l1', quantity: 3 }]), accepted()),
);
test(
  'another inspection of a return that has arrived is refused, not ignored',
  it(
    [...before, arrived],
    { ...inspect([{ lineId: 'l1', quantity: 1 }]), receiptId: 'rcp_2' } as OrderCommand,
    rejected('return-not-open', 'The return is received, no longer announced.'),
  ),
);
test('units that an older inspection left out are with the customer, and can be returned to the penny', (t) => {
  const older: OrderEvent = {
    type: 'OrderReturnReceived.v2',
    data: {
      returnId: 'ret_1',
      received: [{ ...a, quantity: 2, disposition: 'scrap' }],
      ...{ refundAmount: gbp(200), receivedAt: later, status: 'shipped' },
    },
  };
  const end = returned('ret_1', 'partially-returned');
  const order = [...before, older, end].reduce(evolve, absent);
  t.like(toResource('ord_1', order, 7), {
    amounts: { refundedMinor: 200 },
    fulfilment: {
      lines: [
        { returning: 0, returned: 2 },
        { returning: 0, returned: 0 },
      ],
      returns: [{ received: [{ quantity: 2, disposition: 'scrap' }], refundMinor: 200 }],
    },
  });
  const rest = orderDecider.decide(sendBack(undefined, later, 'ret_2'), order);
  t.like(rest.ok && rest.events[0], { data: { refundAmount: gbp(200) } });
});

/** An order of five units at 400, all shipped. */
const shippedOrder = given('all', wholeShipment).reduce(evolve, absent);

/** Decides commands one after another; those that are refused change nothing. */
function run(start: Order, ...commands: OrderCommand[]): ConfirmedOrder {
  return commands.reduce((order, command) => {
    const decision = orderDecider.decide(command, order);
    return decision.ok ? decision.events.reduce(evolve, order) : order;
  }, start) as ConfirmedOrder;
}

const oneByOne = (returnId: string, sku: string, restockingFeeMinor?: number): OrderCommand[] => [
  sendBack([{ sku, quantity: 1 }], later, returnId),
  receive(returnId, { restockingFeeMinor }),
  { type: 'RecordReturned', returnId, now: later },
];

test('what a return kept back is not paid out by the next one', (t) => {
  const first = run(shippedOrder, ...oneByOne('ret_1', 'A', 30));
  t.like(first.fulfilment.returns[0], { refundMinor: 70, withheldMinor: 30 });
  const all = run(first, ...oneByOne('ret_2', 'A'), ...oneByOne('ret_3', 'A', 100));
  const [, second, third] = all.fulfilment.returns;
  t.like(second, { refundMinor: 100 });
  t.like(third, { refundMinor: 0, withheldMinor: 100 });
});

const goodwill = (amountMinor: number): OrderEvent => ({
  type: 'OrderRefundRequested.v1',
  data: {
    ...{ status: 'shipped', refundId: 'rfd_1', amount: gbp(amountMinor), kind: 'goodwill' },
    ...{ by: 'cus_1', needsApproval: false, requestedAt: later },
  },
});

test('units that are only announced take nothing from those that have arrived', (t) => {
  const announcedTwice = run(
    shippedOrder,
    sendBack([{ sku: 'A', quantity: 1 }], later, 'ret_1'),
    sendBack([{ sku: 'A', quantity: 2 }], later, 'ret_2'),
  );
  const refunded = evolve(announcedTwice, goodwill(250));
  const { fulfilment } = run(refunded, receive('ret_1'), receive('ret_2'));
  t.deepEqual(
    fulfilment.returns.map(({ refundMinor }) => refundMinor),
    [100, 50],
  );
});

test('a return refunds what its own units cost, even if less was left for the one before', (t) => {
  const start = given('split', firstShipment, goodwill(150)).reduce(evolve, absent);
  const first = run(start, ...oneByOne('ret_1', 'A'));
  t.like(first.fulfilment.returns[0], { refundMinor: 50 });
  const rest = shipped('shp_2', units([0, 'A', 1], [1, 'B', 2]), 200, 'shipped');
  const second = run(evolve(first, rest), ...oneByOne('ret_2', 'A'));
  t.like(second.fulfilment.returns[1], { refundMinor: 100 });
});

test('refunds and what was kept back add up to the captured amount, whatever the fees', (t) => {
  const place = placed('all') as { data: Data<'OrderPlaced.v2'> };
  // Shipping of 7 over five units: no unit has a whole share.
  const charges = { discountMinor: 0, taxMinor: 0, shippingMinor: 7 };
  const start = [
    { type: 'OrderPlaced.v2', data: { ...place.data, total: gbp(407), charges } } as const,
    confirmed(),
    wholeShipment,
  ].reduce(evolve, absent);
  const step = fc.record({
    sku: fc.constantFrom('A', 'B'),
    fee: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
    declined: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const commands = steps.flatMap(({ sku, fee, declined }, n) => {
        const [ask, receive, end] = oneByOne(`ret_${n}`, sku, fee) as [
          OrderCommand,
          OrderCommand,
          OrderCommand,
        ];
        const undone: OrderCommand = {
          type: 'RecordReturnDeclined',
          returnId: `ret_${n}`,
          now: later,
        };
        return [ask, receive, declined ? undone : end];
      });
      // A return whose fee was refused is still announced: it comes in without one.
      const open = steps.map((_, n) => receive(`ret_${n}`));
      const last = [sendBack(undefined, later, 'ret_rest'), receive('ret_rest')];
      const { returns } = run(start, ...commands, ...open, ...last).fulfilment;
      const settled = returns
        .filter(({ status }) => status === 'received' || status === 'returned')
        .reduce(
          (total, { refundMinor, withheldMinor = 0 }) => total + refundMinor + withheldMinor,
          0,
        );
      t.is(settled, 407);
    }),
  );
});
