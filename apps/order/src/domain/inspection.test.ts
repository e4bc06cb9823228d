import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import {
  gbp,
  given,
  it,
  later,
  requested,
  returned,
  sendBack,
  units,
  wholeShipment,
  type Data,
} from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent } from './order-state.ts';
import { evolve, orderDecider, type OrderCommand } from './order.ts';

const announced = requested('ret_1', units([0, 'A', 3], [1, 'B', 2]), 400);
const inspect = (
  lines: Extract<OrderCommand, { type: 'RecordReturnReceived' }>['lines'],
  restockingFeeMinor?: number,
): OrderCommand => ({
  type: 'RecordReturnReceived',
  returnId: 'ret_1',
  lines,
  restockingFeeMinor,
  now: later,
});
const inspected = (received: Data<'OrderReturnReceived.v2'>['received'], amountMinor: number) =>
  accepted({
    type: 'OrderReturnReceived.v2',
    data: {
      returnId: 'ret_1',
      received,
      refundAmount: gbp(amountMinor),
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
      { lineId: 'l1', quantity: 1 },
      { sku: 'A', quantity: 1, condition: 'damaged', disposition: 'scrap' },
      { sku: 'B', quantity: 2, condition: 'opened', disposition: 'quarantine', location: 'leeds' },
    ]),
    inspected(
      [
        { ...a, quantity: 1 },
        { ...a, quantity: 1, condition: 'damaged', disposition: 'scrap' },
        { ...b, quantity: 2, condition: 'opened', disposition: 'quarantine', location: 'leeds' },
      ],
      300,
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
    ]),
    inspected([{ ...a, quantity: 2 }], 200),
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
    ),
  ),
);
test(
  'a restocking fee above the refund is refused',
  it(
    before,
    inspect([{ lineId: 'l1', quantity: 1 }], 101),
    rejected('restocking-fee-too-large', 'The fee is larger than what these units cost.'),
  ),
);
test(
  'more units than were announced are refused',
  it(
    before,
    inspect([
      { lineId: 'l1', quantity: 2 },
      { lineId: 'l1', quantity: 2 },
    ]),
    rejected('return-exceeds-announced', 'Only 1 units of l1 were announced.', 'l1'),
  ),
);
test(
  'a return of which nothing right arrived is declined',
  it(
    before,
    inspect([{ lineId: 'l1', quantity: 3, condition: 'wrong-item' }]),
    accepted({
      type: 'OrderReturnDeclined.v1',
      data: { returnId: 'ret_1', declinedAt: later, status: 'shipped' },
    }),
  ),
);
test('units that did not arrive stay with the customer, and can be returned to the penny', (t) => {
  const arrived: OrderEvent = {
    type: 'OrderReturnReceived.v2',
    data: {
      returnId: 'ret_1',
      received: [{ ...a, quantity: 2, disposition: 'scrap' }],
      ...{ refundAmount: gbp(200), receivedAt: later, status: 'shipped' },
    },
  };
  const end = returned('ret_1', 'partially-returned');
  const order = [...before, arrived, end].reduce(evolve, absent);
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
