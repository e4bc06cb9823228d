import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { RepairAction } from '@commerce/contracts/order/order-repair';
import test from 'ava';
import { cancelLines, confirmed, gbp, now, placed, ship, units } from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent, type Order } from './order-state.ts';
import { decide, evolve, type OrderCommand } from './order.ts';
import { sagaPatches } from './order-sagas.ts';
import { shipmentToRetry } from './shipping-exceptions.ts';

const cancel: OrderCommand = { type: 'CancelOrder', now };
const compensated: OrderCommand = { type: 'RecordCompensated', now };
const leftAnyway = (
  shipmentId = 'shp_9',
  lines?: { sku: string; quantity: number }[],
): OrderCommand => ({
  type: 'RecordShippedAnyway',
  ...{ shipmentId, location: 'main', lines, now },
});
const refused: OrderCommand = {
  type: 'RecordCaptureRefused',
  ...{ shipmentId: 'shp_2', amount: gbp(400), code: 'refused-by-provider', reason: 'no', now },
  ...{ lines: units([0, 'A', 3], [1, 'B', 2]), location: 'london' },
};
const repair = (action: RepairAction, repairId = 'rep_1', shipmentId?: string): OrderCommand => ({
  type: 'StartRepair',
  ...{ repairId, action, by: 'a person', shipmentId, now },
});

/** The order after commands, all of which are accepted, and its events. */
function after(...commands: OrderCommand[]): { order: Order; events: OrderEvent[] } {
  const events = [placed('split'), confirmed()];
  let order = events.reduce(evolve, absent);
  for (const command of commands) {
    const decision = decide(command, order);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.code}`);
    events.push(...decision.events);
    order = decision.events.reduce(evolve, order);
  }
  return { order, events };
}

const refusal = (order: Order, command: OrderCommand) => {
  const decision = decide(command, order);
  return decision.ok ? 'accepted' : decision.code;
};
const shown = ({ order }: { order: Order }) => toResource('ord_1', order, 1);

/** The state of each thing in the list of parked ones, whatever order its events come in. */
function listed(events: OrderEvent[]): Record<string, string> {
  const stored = events.map((event, index) => ({
    ...event,
    ...{ id: `ord_1:${index + 1}`, stream: 'ord_1', seq: index + 1, at: now, correlationId: 'c' },
  }));
  const patches = sagaPatches(stored.toReversed());
  return Object.fromEntries(patches.map(({ saga, state }) => [saga, state]));
}

for (const [what, commands] of Object.entries({
  'is being cancelled': [cancel],
  'was cancelled': [cancel, compensated],
})) {
  test(`a parcel of an order that ${what} is recorded, and waits for a person`, (t) => {
    const { order, events } = after(...commands, leftAnyway());
    const { status, amounts, shippedAnyway, parked } = shown({ order }) ?? {};
    t.is(status, commands.length === 1 ? 'cancelling' : 'cancelled');
    t.is(amounts?.capturedMinor, 0);
    t.like(shippedAnyway, [
      { shipmentId: 'shp_9', location: 'main', lines: units([0, 'A', 3], [1, 'B', 2]) },
    ]);
    const actions = ['restock', 'write-off'] as const;
    t.like(parked, [{ saga: 'shipped-anyway', step: 'settle-units', shipmentId: 'shp_9' }]);
    t.deepEqual(parked?.[0]?.actions, [...actions]);
    t.is(listed(events)['shipped-anyway'], 'parked');
    t.is(refusal(order, leftAnyway()), 'accepted', 'a repeat');
    t.is(refusal(order, leftAnyway('shp_10')), 'nothing-to-ship', 'no unit leaves twice');
  });
}

test('of an order that continues, only cancelled units leave anyway', (t) => {
  const { order } = after(cancelLines({ sku: 'A', quantity: 2 }));
  t.is(refusal(order, leftAnyway('shp_9', [{ sku: 'A', quantity: 3 }])), 'shipment-exceeds-order');
  t.is(refusal(order, leftAnyway('shp_9', [{ sku: 'B', quantity: 1 }])), 'shipment-exceeds-order');
  const { order: gone } = after(
    cancelLines({ sku: 'A', quantity: 2 }),
    leftAnyway('shp_9', [{ sku: 'A', quantity: 1 }]),
  );
  t.is(refusal(gone, leftAnyway('shp_10', [{ sku: 'A', quantity: 2 }])), 'shipment-exceeds-order');
  t.is(refusal(gone, leftAnyway('shp_10')), 'accepted');
  t.is(refusal(gone, ship('shp_1')), 'accepted', 'the rest ships as ever');
  t.is(refusal(after().order, leftAnyway()), 'nothing-to-ship', 'nothing was cancelled');
});

test('nothing leaves an order that was never confirmed', (t) => {
  t.is(refusal(absent, leftAnyway()), 'order-not-found');
  t.is(refusal([placed()].reduce(evolve, absent), leftAnyway()), 'order-not-confirmed');
});

test('a person has the units restocked or writes them off, once', (t) => {
  for (const [action, outcome] of [
    ['restock', 'restocked'],
    ['write-off', 'written-off'],
  ] as const) {
    const { order, events } = after(cancel, compensated, leftAnyway(), repair(action));
    t.deepEqual(
      events.slice(-2).map(({ type }) => type),
      ['OrderRepairStarted.v1', 'OrderShippedAnywaySettled.v1'],
    );
    t.like(shown({ order }), { status: 'cancelled', shippedAnyway: [{ settled: { outcome } }] });
    t.is(shown({ order })?.parked, undefined);
    t.is(listed(events)['shipped-anyway'], 'ended');
    t.is(refusal(order, repair(action)), 'accepted', 'a repeat');
    t.is(refusal(order, repair(action, 'rep_2')), 'order-not-parked');
  }
  const { order } = after(cancel, compensated, leftAnyway());
  t.is(refusal(order, repair('retry')), 'repair-not-possible');
});

test('of several parcels the decision names one', (t) => {
  const { order } = after(
    cancel,
    leftAnyway('shp_8', [{ sku: 'A', quantity: 1 }]),
    leftAnyway('shp_9'),
    compensated,
  );
  t.is(refusal(order, repair('write-off')), 'repair-ambiguous');
  t.is(refusal(order, repair('write-off', 'rep_1', 'shp_9')), 'accepted');
});

test('a refused capture is parked, and tried again with the units that should have left', (t) => {
  const { order, events } = after(refused);
  t.like(shown({ order }), {
    paymentStatus: 'capture-refused',
    parked: [{ saga: 'ship-order', step: 'capture-payment', reason: 'no', shipmentId: 'shp_2' }],
  });
  t.deepEqual(shown({ order })?.parked?.[0]?.actions, ['retry', 'skip']);
  t.is(listed(events)['ship-order'], 'parked');
  const retried = after(refused, repair('retry'));
  t.deepEqual(shipmentToRetry(retried.order, 'rep_1'), {
    shipmentId: 'shp_2',
    lines: [
      { lineId: 'l1', quantity: 3 },
      { lineId: 'l2', quantity: 2 },
    ],
    location: 'london',
  });
  t.is(shipmentToRetry(retried.order, 'rep_0'), undefined);
  t.is(listed(retried.events)['ship-order'], 'parked', 'until it has shipped');
  const shippedAtLast = after(refused, repair('retry'), ship('shp_2'));
  t.is(listed(shippedAtLast.events)['ship-order'], 'ended');
  t.is(shown(shippedAtLast)?.parked, undefined);
});

test('a refused capture is given up with a reason: the order waits for another shipment', (t) => {
  const { order, events } = after(refused, repair('skip'));
  t.like(shown({ order }), { paymentStatus: 'authorized' });
  t.is(shown({ order })?.refusedCapture, undefined);
  t.is(listed(events)['ship-order'], 'ended');
  t.is(refusal(order, repair('skip')), 'accepted', 'a repeat');
  t.is(refusal(order, ship('shp_3')), 'accepted');
});

test('an older refusal, which does not say its units, can only be given up', (t) => {
  const { lines: _lines, ...older } = refused as Extract<
    OrderCommand,
    { type: 'RecordCaptureRefused' }
  >;
  t.deepEqual(shown(after(older))?.parked?.[0]?.actions, ['skip']);
});
