import type { OrderEvent } from '@commerce/contracts/order/order-events';
import test from 'ava';
import {
  firstShipment,
  given,
  gbp,
  it,
  now,
  placed,
  units,
  wholeShipment,
} from './fulfilment-examples.ts';
import type { EditOrder } from './order-edit.ts';
import { absent } from './order-state.ts';
import { decide, evolve } from './order.ts';

type Edit = Omit<EditOrder, 'type' | 'commandId' | 'now'>;
const edit = (what: Edit, commandId = 'edt_1'): EditOrder => ({
  type: 'EditOrder',
  commandId,
  ...what,
  now,
});
const address: Edit = { parts: ['shippingAddress'], personal: 'encrypted again' };
const refused = (code: string, detail: string, about?: string) =>
  ({ ok: false, code, detail, ...(about && { about }) }) as ReturnType<typeof decide>;
const after = (...steps: Parameters<typeof given>) => given(...steps).reduce(evolve, absent);

test(
  'units that an edit takes off are cancelled, and the edit says what is left',
  it(given('all'), edit({ change: [{ lineId: 'l1', quantity: 1 }], remove: ['l2'] }), {
    ok: true,
    events: [
      {
        type: 'OrderLinesCancelled.v1',
        data: {
          commandId: 'edt_1',
          lines: units([0, 'A', 2], [1, 'B', 2]),
          final: false,
          cancelledAt: now,
          status: 'confirmed',
        },
      },
      {
        type: 'OrderEdited.v1',
        data: {
          editId: 'edt_1',
          changed: ['lines'],
          lines: [
            { lineId: 'l1', sku: 'A', quantity: 1, amountMinor: 100 },
            { lineId: 'l2', sku: 'B', quantity: 0, amountMinor: 0 },
          ],
          totalMinor: 100,
          differenceMinor: -300,
          currency: 'GBP',
          editedAt: now,
          status: 'confirmed',
        },
      },
    ],
  }),
);

test('another address replaces the personal data and no money', (t) => {
  const decision = decide(edit(address), after('all'));
  t.true(decision.ok);
  if (!decision.ok) return;
  t.deepEqual(
    decision.events.map(({ type }) => type),
    ['OrderPersonalDataReplaced.v1', 'OrderEdited.v1'],
  );
  t.like(decision.events[1]?.data, { changed: ['shippingAddress'], differenceMinor: 0 });
  const edited = decision.events.reduce(evolve, after('all'));
  t.like(edited, { orderDetails: { personal: 'encrypted again' } });
  t.false('personal' in (decision.events[1]?.data ?? {}), 'a public event has nothing sealed');
});

test('an older edit has the personal data itself', (t) => {
  const decision = decide(edit(address), after('all'));
  const booked = decision.ok ? decision.events[1] : undefined;
  const older = {
    ...booked,
    data: { ...booked?.data, personal: 'of an older event' },
  } as OrderEvent;
  t.like(evolve(after('all'), older), { orderDetails: { personal: 'of an older event' } });
});

test(
  'an edit that changes nothing has no event',
  it(given('all'), edit({ change: [{ lineId: 'l1', quantity: 3 }] }), { ok: true, events: [] }),
);

test('the repeat of an edit changes nothing, also after the order was cancelled', (t) => {
  for (const what of [{ remove: ['l2'] }, address]) {
    const first = decide(edit(what), after('all'));
    const edited = first.ok ? first.events.reduce(evolve, after('all')) : absent;
    t.deepEqual(decide(edit(what), edited), { ok: true, events: [] });
    const cancelling = evolve(edited, {
      type: 'OrderCancelling.v1',
      data: { reason: 'requested', startedAt: now },
    });
    t.deepEqual(decide(edit(what), cancelling), { ok: true, events: [] });
  }
});

test(
  'once units have shipped, an edit adds none',
  it(
    given('split', firstShipment),
    edit({ change: [{ lineId: 'l1', quantity: 4 }] }),
    refused('edit-adds-units', 'Units have shipped: place another order for more.', 'l1'),
  ),
);
test(
  'an edit leaves something of the order',
  it(
    given('all'),
    edit({ remove: ['l1', 'l2'] }),
    refused('edit-leaves-nothing', 'Nothing would be left: cancel the order instead.'),
  ),
);
test(
  'an edit names lines of the order',
  it(
    given('all'),
    edit({ remove: ['l3'] }),
    refused('line-not-found', 'The order has no line l3.', 'l3'),
  ),
);
test(
  'an edit names each line once',
  it(
    given('all'),
    edit({ change: [{ lineId: 'l1', quantity: 2 }], remove: ['l1'] }),
    refused('line-repeated', 'The edit names l1 more than once.', 'l1'),
  ),
);
test(
  'units that have shipped are not taken off',
  it(
    given('split', firstShipment),
    edit({ remove: ['l1'] }),
    refused('cancellation-exceeds-open', 'Only 1 units of l1 have not shipped.', 'l1'),
  ),
);
test('what has not shipped can be taken off, and the order is complete then', (t) => {
  const order = after('split', firstShipment);
  const decision = decide(edit({ change: [{ lineId: 'l1', quantity: 2 }], remove: ['l2'] }), order);
  t.true(decision.ok);
  if (!decision.ok) return;
  t.like(decision.events[0]?.data, { final: true, captureTotal: gbp(200) });
  t.like(decision.events[1]?.data, { status: 'shipped', totalMinor: 200, differenceMinor: -200 });
});
for (const shipment of [firstShipment, wholeShipment]) {
  test(
    `an address does not change after a shipment (${String(shipment.type === 'OrderShipped.v1' && shipment.data.status)})`,
    it(
      given('split', shipment),
      edit(address),
      refused(
        'order-already-shipped',
        'Units have shipped: addresses and contact can no longer be changed.',
      ),
    ),
  );
}
test(
  'an order is edited once it is confirmed',
  it(
    [placed()],
    edit(address),
    refused('order-not-confirmed', 'The order is placed, not confirmed.'),
  ),
);
test(
  'there is no edit without an order',
  it([], edit(address), refused('order-not-found', 'There is no order with this id.')),
);
