import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import {
  gbp,
  now,
  placed,
  confirmed,
  given,
  units,
  shipped,
  wholeShipment,
  firstShipment,
  delivered,
  ship,
  deliver,
  cancelLines,
  it,
} from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent } from './order-state.ts';
import { evolve, type OrderCommand } from './order.ts';

test(
  'recordShipment() ships everything that is left if no lines are named',
  it(given('all'), ship('shp_1'), accepted(wholeShipment)),
);
test(
  'recordShipment() ships a part and captures what the part costs',
  it(given('split'), ship('shp_1', [{ sku: 'A', quantity: 2 }]), accepted(firstShipment)),
);
test(
  'recordShipment() of the remaining units completes the order to the penny',
  it(
    given('split', firstShipment),
    ship('shp_2'),
    accepted(shipped('shp_2', units([0, 'A', 1], [1, 'B', 2]), 200, 'shipped')),
  ),
);
test(
  'recordShipment() in parts is refused if the order ships in one piece',
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
    rejected('shipment-exceeds-order', 'Only 1 units of A can ship now.', 'A'),
  ),
);
test(
  'recordShipment() of a product that is not in the order is refused',
  it(
    given('split'),
    ship('shp_1', [{ sku: 'X', quantity: 1 }]),
    rejected('shipment-exceeds-order', 'Only 0 units of X can ship now.', 'X'),
  ),
);
test(
  'recordShipment() again under the same id changes nothing',
  it(given('split', firstShipment), ship('shp_1'), accepted()),
);
test(
  'recordShipment() is refused if nothing is left',
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

const backordered = [placed('backorder'), confirmed({ waiting: [{ sku: 'A', quantity: 2 }] })];
test(
  'recordShipment() leaves out backordered units',
  it(
    backordered,
    ship('shp_1'),
    accepted(shipped('shp_1', units([0, 'A', 1], [1, 'B', 2]), 200, 'partially-shipped')),
  ),
);
test(
  'recordShipment() of backordered units is refused',
  it(
    backordered,
    ship('shp_1', [{ sku: 'A', quantity: 2 }]),
    rejected('shipment-exceeds-order', 'Only 1 units of A can ship now.', 'A'),
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
test('fillBackorder() makes arrived units shippable', it(backordered, fill, accepted(filled)));
test(
  'fillBackorder() records only units that are backordered',
  it(
    backordered,
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
  'fillBackorder() of units that are not backordered changes nothing',
  it(given('all'), fill, accepted()),
);
test('fillBackorder() again changes nothing', it([...backordered, filled], fill, accepted()));
test(
  'recordShipment() after the fill ships everything',
  it(
    [...backordered, filled],
    ship('shp_1'),
    accepted(shipped('shp_1', units([0, 'A', 3], [1, 'B', 2]), 400, 'shipped')),
  ),
);
test(
  'fillBackorder() for an order that was given up changes nothing',
  it(
    [...backordered, { type: 'OrderCancelling.v1', data: { reason: 'requested', startedAt: now } }],
    fill,
    accepted(),
  ),
);

test(
  'recordDelivery() records that a shipment arrived',
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
  'cancelLines() cancels units that have not shipped, the last line first',
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
        captureTotal: gbp(200),
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
    accepted({
      type: 'OrderCancelling.v1',
      data: { reason: 'requested', startedAt: now, commandId: 'can_1' },
    }),
  ),
);
const emptied: OrderEvent = {
  type: 'OrderCancelling.v1',
  data: { reason: 'requested', startedAt: now, commandId: 'can_1' },
};
const undone: OrderEvent = {
  type: 'OrderCancelled.v1',
  data: { reason: 'requested', cancelledAt: now },
};
const cancelOne = cancelLines({ sku: 'A', quantity: 1 });
const partCancelled: OrderEvent = {
  type: 'OrderLinesCancelled.v1',
  data: {
    commandId: 'can_1',
    lines: units([0, 'A', 1]),
    final: false,
    cancelledAt: now,
    status: 'confirmed',
  },
};
const givenUp: OrderEvent = {
  type: 'OrderCancelling.v1',
  data: { reason: 'requested', startedAt: now },
};
test(
  'cancelLines() that cancelled a whole order changes nothing when it is repeated',
  it(given('all', emptied), cancelOne, accepted()),
);
test(
  'cancelLines() that cancelled a whole order changes nothing after the end either',
  it(given('all', emptied, undone), cancelOne, accepted()),
);
test(
  'cancelLines() again changes nothing after the whole order was cancelled later',
  it(given('split', partCancelled, givenUp, undone), cancelOne, accepted()),
);
test(
  'cancelLines() of an order that is cancelled is refused under another id',
  it(
    given('all', givenUp, undone),
    cancelOne,
    rejected('order-not-confirmed', 'The order is cancelled, not confirmed.'),
  ),
);
test(
  'cancelLines() of shipped units is refused',
  it(
    given('split', firstShipment),
    cancelLines({ sku: 'A', quantity: 2 }),
    rejected('cancellation-exceeds-open', 'Only 1 units of A have not shipped.', 'A'),
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

// Money first

const refusedCapture = {
  shipmentId: 'shp_1',
  amount: gbp(400),
  code: 'payment-not-authorized' as const,
  reason: 'the authorization has expired',
};
const captureRefused: OrderEvent = {
  type: 'OrderCaptureRefused.v1',
  data: { ...refusedCapture, refusedAt: now, status: 'confirmed' },
};
const recordRefused: OrderCommand = { type: 'RecordCaptureRefused', ...refusedCapture, now };

test(
  'recordCaptureRefused() says why a shipment did not leave',
  it(given('all'), recordRefused, accepted(captureRefused)),
);
test(
  'recordCaptureRefused() again changes nothing',
  it(given('all', captureRefused), recordRefused, accepted()),
);
test('an order whose capture was refused shows it until a shipment leaves', (t) => {
  const shown = (...events: OrderEvent[]) =>
    toResource('ord_1', given('all', ...events).reduce(evolve, absent), 3);
  t.like(shown(captureRefused), {
    status: 'confirmed',
    paymentStatus: 'capture-refused',
    refusedCapture: { ...refusedCapture, refusedAt: now },
  });
  const after = shown(captureRefused, wholeShipment);
  t.is(after?.paymentStatus, 'captured');
  t.is(after?.refusedCapture, undefined);
});
