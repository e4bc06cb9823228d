import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { confirmed, gbp, it, later, now, placed } from './fulfilment-examples.ts';
import { absent, type Units } from './order-state.ts';
import { evolve, type OrderCommand } from './order.ts';

const oneOfA = [{ sku: 'A', quantity: 1 }];
const noted = (fillId: string, lines: Units = oneOfA): OrderEvent => ({
  type: 'OrderBackorderFillNoted.v1',
  data: { fillId, lines, notedAt: later },
});
const fill = (fillId: string): OrderCommand => ({
  type: 'FillBackorder',
  ...{ fillId, lines: oneOfA, now: later },
});
const confirm = (backordered: Units): OrderCommand => ({
  type: 'ConfirmOrder',
  ...{ authorizationId: 'aut_1', total: gbp(400), backordered, now },
});

test(
  'units that arrive before the confirmation are noted',
  it([placed('backorder')], fill('f1'), accepted(noted('f1'))),
);

test('once', it([placed('backorder'), noted('f1')], fill('f1'), accepted()));

test(
  'and no longer backordered when the order is confirmed',
  it(
    [placed('backorder'), noted('f1')],
    confirm([
      { sku: 'a', quantity: 2 },
      { sku: 'B', quantity: 1 },
    ]),
    accepted(
      confirmed({
        waiting: [
          { sku: 'a', quantity: 1 },
          { sku: 'B', quantity: 1 },
        ],
      }),
    ),
  ),
);

test(
  'an order whose units all have arrived is confirmed without backordered ones',
  it([placed('backorder'), noted('f1')], confirm(oneOfA), accepted(confirmed())),
);

test(
  'a repeat after the confirmation changes nothing',
  it([placed('backorder'), noted('f1'), confirmed({ waiting: oneOfA })], fill('f1'), accepted()),
);

test('a fill that was noted too late does not change the order', (t) => {
  const order = [placed('backorder'), confirmed({ waiting: oneOfA })].reduce(evolve, absent);
  t.is(evolve(order, noted('f1')), order);
});
