import type { LineUnits, OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from '@commerce/runtime/streams';
import { decides } from '@commerce/testing/decides';
import test from 'ava';
import fc from 'fast-check';
import {
  absent,
  evolve,
  orderDecider,
  publicStatus,
  type Order,
  type OrderCommand,
} from './order.ts';

const now = '2026-11-22T10:00:00.000Z';
const later = '2026-11-23T10:00:00.000Z';
const tooLate = '2026-12-30T10:00:00.000Z';
const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

type Policy = 'all' | 'partial' | 'backorder' | 'split';
const placed = (policy?: Policy): OrderEvent => ({
  type: 'OrderPlaced.v1',
  data: {
    lines: [
      { sku: 'A', quantity: 3, unitPriceMinor: 100 },
      { sku: 'B', quantity: 2, unitPriceMinor: 50 },
    ],
    total: gbp(400),
    shippingAddress: { country: 'GB' },
    paymentToken: 'tok_ok',
    requestHash: 'hash',
    placedAt: now,
    ...(policy && { policy }),
  },
});
const confirmed = (more: { waiting?: { sku: string; quantity: number }[] } = {}): OrderEvent => ({
  type: 'OrderConfirmed.v1',
  data: { authorizationId: 'aut_1', total: gbp(400), confirmedAt: now, ...more },
});
const given = (policy: Policy, ...events: OrderEvent[]) => [placed(policy), confirmed(), ...events];
const units = (...lines: [line: number, sku: string, quantity: number][]): LineUnits[] =>
  lines.map(([line, sku, quantity]) => ({ line, sku, quantity }));

type Data<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];
const shipped = (
  shipmentId: string,
  lines: LineUnits[],
  amountMinor: number,
  status: Data<'OrderShipped.v1'>['status'],
): OrderEvent => ({
  type: 'OrderShipped.v1',
  data: {
    shipmentId,
    lines,
    captureAmount: gbp(amountMinor),
    final: status === 'shipped',
    shippedAt: now,
    status,
  },
});
const wholeShipment = shipped('shp_1', units([0, 'A', 3], [1, 'B', 2]), 400, 'shipped');
const firstShipment = shipped('shp_1', units([0, 'A', 2]), 200, 'partially-shipped');
const delivered: OrderEvent = {
  type: 'OrderDelivered.v1',
  data: { shipmentId: 'shp_1', deliveredAt: now, status: 'delivered' },
};
const requested = (returnId: string, lines: LineUnits[], amountMinor: number): OrderEvent => ({
  type: 'OrderReturnRequested.v1',
  data: {
    returnId,
    lines,
    reason: 'too small',
    refundAmount: gbp(amountMinor),
    requestedAt: now,
    status: 'shipped',
  },
});
const received = (returnId: string): OrderEvent => ({
  type: 'OrderReturnReceived.v1',
  data: { returnId, receivedAt: now, status: 'shipped' },
});
const returned = (returnId: string, status: Data<'OrderReturned.v1'>['status']): OrderEvent => ({
  type: 'OrderReturned.v1',
  data: { returnId, returnedAt: now, status },
});

const ship = (shipmentId: string, lines?: { sku: string; quantity: number }[]): OrderCommand => ({
  type: 'RecordShipment',
  shipmentId,
  lines,
  now,
});
const deliver: OrderCommand = { type: 'RecordDelivery', shipmentId: 'shp_1', now };
const cancelLines = (...lines: { sku: string; quantity: number }[]): OrderCommand => ({
  type: 'CancelLines',
  commandId: 'can_1',
  lines,
  now,
});
const sendBack = (
  lines?: { sku: string; quantity: number }[],
  at = later,
  returnId = 'ret_1',
): OrderCommand => ({
  type: 'RequestReturn',
  returnId,
  lines,
  reason: 'too small',
  windowDays: 30,
  now: at,
});
const it = (
  events: OrderEvent[],
  when: OrderCommand,
  then: ReturnType<typeof orderDecider.decide>,
) => decides(orderDecider, { given: events, when, then });

test(
  'recordShipment() ships everything that is left when no lines are named',
  it(given('all'), ship('shp_1'), accepted(wholeShipment)),
);
test(
  'recordShipment() ships a part and captures what the part costs',
  it(given('split'), ship('shp_1', [{ sku: 'A', quantity: 2 }]), accepted(firstShipment)),
);
test(
  'recordShipment() of the rest completes the order to the penny',
  it(
    given('split', firstShipment),
    ship('shp_2'),
    accepted(shipped('shp_2', units([0, 'A', 1], [1, 'B', 2]), 200, 'shipped')),
  ),
);
test(
  'recordShipment() in parts is refused when the order ships in one piece',
  it(
    given('all'),
    ship('shp_1', [{ sku: 'A', quantity: 1 }]),
    rejected('shipment-incomplete', 'This order ships in one piece or not at all.'),
  ),
);
test(
  'recordShipment() of more than is left is refused',
  it(
    given('split', firstShipment),
    ship('shp_2', [{ sku: 'A', quantity: 2 }]),
    rejected('shipment-exceeds-order', 'Only 1 units of A can ship now.'),
  ),
);
test(
  'recordShipment() of a product that is not in the order is refused',
  it(
    given('split'),
    ship('shp_1', [{ sku: 'X', quantity: 1 }]),
    rejected('shipment-exceeds-order', 'Only 0 units of X can ship now.'),
  ),
);
test(
  'recordShipment() again under the same id changes nothing',
  it(given('split', firstShipment), ship('shp_1'), accepted()),
);
test(
  'recordShipment() is refused when nothing is left',
  it(
    given('split', wholeShipment),
    ship('shp_2'),
    rejected('nothing-to-ship', 'No unit of the order can ship now.'),
  ),
);
test(
  'recordShipment() is refused before the order is confirmed',
  it(
    [placed('all')],
    ship('shp_1'),
    rejected('order-not-confirmed', 'The order is placed, not confirmed.'),
  ),
);
test(
  'recordShipment() needs an order',
  it([], ship('shp_1'), rejected('order-not-found', 'There is no order with this id.')),
);

const waiting = [placed('backorder'), confirmed({ waiting: [{ sku: 'A', quantity: 2 }] })];
test(
  'recordShipment() leaves out units that are waited for',
  it(
    waiting,
    ship('shp_1'),
    accepted(shipped('shp_1', units([0, 'A', 1], [1, 'B', 2]), 200, 'partially-shipped')),
  ),
);
test(
  'recordShipment() of units that are waited for is refused',
  it(
    waiting,
    ship('shp_1', [{ sku: 'A', quantity: 2 }]),
    rejected('shipment-exceeds-order', 'Only 1 units of A can ship now.'),
  ),
);
const filled: OrderEvent = {
  type: 'OrderBackorderFilled.v1',
  data: { fillId: 'f1', lines: [{ sku: 'A', quantity: 2 }], filledAt: now, status: 'confirmed' },
};
const fill: OrderCommand = {
  type: 'FillBackorder',
  fillId: 'f1',
  lines: [{ sku: 'A', quantity: 2 }],
  now,
};
test('fillBackorder() makes units that came able to ship', it(waiting, fill, accepted(filled)));
test(
  'fillBackorder() tells only of units that are waited for',
  it(
    waiting,
    {
      ...fill,
      lines: [
        { sku: 'A', quantity: 9 },
        { sku: 'B', quantity: 1 },
      ],
    },
    accepted(filled),
  ),
);
test(
  'fillBackorder() of units that nobody waits for changes nothing',
  it(given('all'), fill, accepted()),
);
test('fillBackorder() again changes nothing', it([...waiting, filled], fill, accepted()));
test(
  'recordShipment() after the fill ships everything',
  it(
    [...waiting, filled],
    ship('shp_1'),
    accepted(shipped('shp_1', units([0, 'A', 3], [1, 'B', 2]), 400, 'shipped')),
  ),
);
test(
  'fillBackorder() for an order that was given up changes nothing',
  it(
    [...waiting, { type: 'OrderCancelling.v1', data: { reason: 'requested', startedAt: now } }],
    fill,
    accepted(),
  ),
);

test(
  'recordDelivery() tells that a shipment arrived',
  it(given('all', wholeShipment), deliver, accepted(delivered)),
);
test(
  'recordDelivery() again changes nothing',
  it(given('all', wholeShipment, delivered), deliver, accepted()),
);
test(
  'recordDelivery() of an unknown shipment is refused',
  it(given('all'), deliver, rejected('shipment-not-found', 'The order has no such shipment.')),
);

test(
  'cancelLines() gives up units that have not shipped, the last line first',
  it(
    given('split'),
    cancelLines({ sku: 'A', quantity: 1 }),
    accepted({
      type: 'OrderLinesCancelled.v1',
      data: {
        commandId: 'can_1',
        lines: units([0, 'A', 1]),
        final: false,
        cancelledAt: now,
        status: 'confirmed',
      },
    }),
  ),
);
test(
  'cancelLines() of all that is left after a shipment ends the order as shipped',
  it(
    given('split', firstShipment),
    cancelLines({ sku: 'A', quantity: 1 }, { sku: 'B', quantity: 2 }),
    accepted({
      type: 'OrderLinesCancelled.v1',
      data: {
        commandId: 'can_1',
        lines: units([0, 'A', 1], [1, 'B', 2]),
        final: true,
        cancelledAt: now,
        status: 'shipped',
      },
    }),
  ),
);
test(
  'cancelLines() of everything before any shipment cancels the order',
  it(
    given('split'),
    cancelLines({ sku: 'A', quantity: 3 }, { sku: 'B', quantity: 2 }),
    accepted({ type: 'OrderCancelling.v1', data: { reason: 'requested', startedAt: now } }),
  ),
);
test(
  'cancelLines() of shipped units is refused',
  it(
    given('split', firstShipment),
    cancelLines({ sku: 'A', quantity: 2 }),
    rejected('cancellation-exceeds-open', 'Only 1 units of A have not shipped.'),
  ),
);
test(
  'cancelOrder() is refused once units have shipped',
  it(
    given('split', firstShipment),
    { type: 'CancelOrder', now },
    rejected('order-already-shipped', 'Units have shipped: cancel lines or return them.'),
  ),
);

test(
  'requestReturn() takes back everything that was shipped and refunds what was captured',
  it(
    given('all', wholeShipment),
    sendBack(),
    accepted({
      type: 'OrderReturnRequested.v1',
      data: {
        returnId: 'ret_1',
        lines: units([0, 'A', 3], [1, 'B', 2]),
        reason: 'too small',
        refundAmount: gbp(400),
        requestedAt: later,
        status: 'shipped',
      },
    }),
  ),
);
test(
  'requestReturn() of more than was shipped is refused',
  it(
    given('split', firstShipment),
    sendBack([{ sku: 'A', quantity: 3 }]),
    rejected('return-exceeds-shipped', 'Only 2 units of A can be sent back.'),
  ),
);
test(
  'requestReturn() of units whose return is under way is refused',
  it(
    given('all', wholeShipment, requested('ret_0', units([1, 'B', 2]), 100)),
    sendBack([{ sku: 'B', quantity: 1 }]),
    rejected('return-exceeds-shipped', 'Only 0 units of B can be sent back.'),
  ),
);
test(
  'requestReturn() again under the same id changes nothing',
  it(
    given('all', wholeShipment, requested('ret_1', units([1, 'B', 2]), 100)),
    sendBack(),
    accepted(),
  ),
);
test(
  'requestReturn() is refused before anything has shipped',
  it(
    given('all'),
    sendBack(),
    rejected('nothing-to-return', 'No unit of the order is with the customer.'),
  ),
);
test(
  'requestReturn() is refused after the window has closed',
  it(
    given('all', wholeShipment),
    sendBack(undefined, tooLate),
    rejected('return-window-closed', 'Units come back within 30 days.'),
  ),
);

const underWay = given('all', wholeShipment, requested('ret_1', units([1, 'B', 2]), 100));
const receive: OrderCommand = { type: 'RecordReturnReceived', returnId: 'ret_1', now };
const end: OrderCommand = { type: 'RecordReturned', returnId: 'ret_1', now };
test(
  'recordReturnReceived() tells that the units are here',
  it(underWay, receive, accepted(received('ret_1'))),
);
test(
  'recordReturnReceived() again changes nothing',
  it([...underWay, received('ret_1')], receive, accepted()),
);
test(
  'recordReturnReceived() of an unknown return is refused',
  it(given('all'), receive, rejected('return-not-found', 'The order has no such return.')),
);
test(
  'recordReturned() ends a return and tells where the order stands',
  it([...underWay, received('ret_1')], end, accepted(returned('ret_1', 'partially-returned'))),
);
test(
  'recordReturned() again changes nothing',
  it([...underWay, received('ret_1'), returned('ret_1', 'partially-returned')], end, accepted()),
);
test(
  'recordReturned() is refused before the units are here',
  it(underWay, end, rejected('return-not-received', 'The units of this return have not arrived.')),
);

const statusAfter = (...events: OrderEvent[]) =>
  publicStatus(events.reduce(evolve, absent) as Exclude<Order, { status: 'absent' }>);

test('publicStatus() follows the order from its confirmation to its return', (t) => {
  const back = requested('ret_1', units([0, 'A', 3], [1, 'B', 2]), 400);
  t.is(statusAfter(...given('all')), 'confirmed');
  t.is(statusAfter(...given('split', firstShipment)), 'partially-shipped');
  t.is(statusAfter(...given('all', wholeShipment)), 'shipped');
  t.is(statusAfter(...given('all', wholeShipment, delivered)), 'delivered');
  t.is(statusAfter(...given('all', wholeShipment, back)), 'shipped');
  t.is(
    statusAfter(...underWay, received('ret_1'), returned('ret_1', 'partially-returned')),
    'partially-returned',
  );
  t.is(
    statusAfter(
      ...given('all', wholeShipment, back, received('ret_1'), returned('ret_1', 'returned')),
    ),
    'returned',
  );
});

test('what is refunded for units is never more than what was captured for them', (t) => {
  const uneven = placed('split');
  if (uneven.type !== 'OrderPlaced.v1') return t.fail();
  // 100 pence over 3 units: no unit has a whole price.
  uneven.data.charges = { discountMinor: 300, taxMinor: 0, shippingMinor: 0 };
  let events: OrderEvent[] = [uneven, confirmed()];
  let captured = 0;
  let refunded = 0;
  const apply = (command: OrderCommand) => {
    const decision = orderDecider.decide(command, events.reduce(evolve, absent));
    if (!decision.ok || decision.event === undefined) return t.fail(JSON.stringify(decision));
    events = [...events, decision.event];
    if (decision.event.type === 'OrderShipped.v1') {
      captured += decision.event.data.captureAmount.amountMinor;
    }
    if (decision.event.type === 'OrderReturnRequested.v1') {
      refunded += decision.event.data.refundAmount.amountMinor;
    }
    t.true(refunded <= captured);
  };
  for (let n = 0; n < 3; n++) apply(ship(`shp_${n}`, [{ sku: 'A', quantity: 1 }]));
  apply(ship('shp_3'));
  t.is(captured, 100);
  for (let n = 0; n < 3; n++) apply(sendBack([{ sku: 'A', quantity: 1 }], later, `ret_${n}`));
  apply(sendBack(undefined, later, 'ret_3'));
  t.is(refunded, captured);
});

test('captures and refunds agree to the penny whatever is cancelled in between', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000 }),
      fc.array(
        fc.record({
          act: fc.constantFrom('ship', 'cancel', 'return'),
          quantity: fc.integer({ min: 1, max: 3 }),
        }),
        { maxLength: 12 },
      ),
      (discountMinor, acts) => {
        const { captured, refunded } = playLife(discountMinor, acts);
        return refunded === captured;
      },
    ),
  );
  t.pass();
});

/** Plays acts on seven units, then returns everything; refused acts change nothing. */
function playLife(
  discountMinor: number,
  acts: { act: string; quantity: number }[],
): { captured: number; refunded: number } {
  const first: OrderEvent = {
    type: 'OrderPlaced.v1',
    data: {
      ...(placed('split') as { data: Data<'OrderPlaced.v1'> }).data,
      lines: [{ sku: 'A', quantity: 7, unitPriceMinor: 143 }],
      charges: { discountMinor, taxMinor: 0, shippingMinor: 0 },
    },
  };
  const events = [first, confirmed()];
  const sums = { captured: 0, refunded: 0 };
  const play = (command: OrderCommand) => {
    const decision = orderDecider.decide(command, events.reduce(evolve, absent));
    if (!decision.ok || decision.event === undefined) return;
    const { event } = decision;
    if (event.type === 'OrderCancelling.v1') return;
    events.push(event);
    if (event.type === 'OrderShipped.v1') sums.captured += event.data.captureAmount.amountMinor;
    if (event.type === 'OrderReturnRequested.v1') {
      sums.refunded += event.data.refundAmount.amountMinor;
    }
  };
  acts.forEach(({ act, quantity }, n) => {
    const lines = [{ sku: 'A', quantity }];
    if (act === 'ship') play(ship(`shp_${n}`, lines));
    if (act === 'cancel') play({ type: 'CancelLines', commandId: `can_${n}`, lines, now });
    if (act === 'return') play(sendBack(lines, later, `ret_${n}`));
  });
  play(sendBack(undefined, later, 'ret_last'));
  return sums;
}
