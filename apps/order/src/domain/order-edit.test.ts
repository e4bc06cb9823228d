import test from 'ava';
import fc from 'fast-check';
import { previewEdit } from './edit-preview.ts';
import {
  confirmed,
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
import { standingOf } from './order-standing.ts';
import { absent, type ConfirmedOrder, type Order } from './order-state.ts';
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
    ['OrderEdited.v1'],
  );
  t.like(decision.events[0]?.data, { changed: ['shippingAddress'], differenceMinor: 0 });
  const edited = decision.events.reduce(evolve, after('all'));
  t.like(edited, { orderDetails: { personal: 'encrypted again' } });
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
  'an edit adds no units',
  it(
    given('all'),
    edit({ change: [{ lineId: 'l1', quantity: 4 }] }),
    refused('edit-adds-units', 'l1 has 3 units: place another order for more.', 'l1'),
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

const line = fc.record({
  quantity: fc.integer({ min: 3, max: 9 }),
  unitPriceMinor: fc.integer({ min: 0, max: 5_000 }),
  shipped: fc.nat(3),
  backordered: fc.nat(9),
});
const charges = fc.record({
  discountMinor: fc.nat(3_000),
  taxMinor: fc.nat(3_000),
  shippingMinor: fc.nat(900),
});
const lineId = fc.integer({ min: 1, max: 4 }).map((n) => `l${n}`);
const anyEdit = fc.record({
  change: fc.uniqueArray(fc.record({ lineId, quantity: fc.integer({ min: 1, max: 5 }) }), {
    maxLength: 3,
    selector: (one) => one.lineId,
  }),
  remove: fc.array(lineId, { maxLength: 1 }),
  withAddress: fc.boolean(),
});

test('what a preview shows is what is booked: 10,000 random orders, two edits each', (t) => {
  const orders = fc.record({
    lines: fc.array(line, { minLength: 3, maxLength: 5 }),
    charges,
    ships: fc.boolean(),
  });
  let booked = 0;
  fc.assert(
    fc.property(orders, anyEdit, anyEdit, (order, first, second) => {
      let state = orderOf(order);
      for (const [n, one] of [first, second].entries()) {
        const { withAddress, ...lines } = one;
        const command = edit({ ...lines, ...(withAddress && address) }, `edt_${n}`);
        const previewed = previewEdit(command, state);
        const decision = decide(command, state);
        if (!decision.ok || !previewed.ok) {
          if (decision.ok !== previewed.ok) throw new Error('one is refused');
          continue;
        }
        const next = decision.events.reduce(evolve, state as Order) as ConfirmedOrder;
        checkBooked(state, next, previewed.preview);
        const event = decision.events.find(({ type }) => type === 'OrderEdited.v1');
        if (event !== undefined) {
          const { editId: _id, editedAt: _at, personal: _personal, ...said } = event.data as Said;
          equal(said, previewed.preview);
          booked += 1;
          equal(decide(command, next), { ok: true, events: [] });
        }
        state = next;
      }
    }),
    { numRuns: 10_000 },
  );
  t.true(booked > 5_000, `only ${booked} edits were booked`);
});

type Said = Record<string, unknown>;

function equal(actual: unknown, expected: unknown): void {
  const [one, other] = [actual, expected].map(sorted);
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

// JSON with the members of each object in order.
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** The preview shows the order after the edit, whose amounts add up, and whose lines keep their ids. */
function checkBooked(
  before: ConfirmedOrder,
  next: ConfirmedOrder,
  { lines, totalMinor, differenceMinor, standing }: Previewed,
): void {
  equal(standing, standingOf(next));
  equal(
    lines.reduce((total, { amountMinor }) => total + amountMinor, 0),
    totalMinor,
  );
  equal(totalMinor, standing.amounts.totalMinor);
  equal(totalMinor - standingOf(before).amounts.totalMinor, differenceMinor);
  equal(
    lines.map(({ quantity }) => quantity),
    next.fulfilment.lines.map(({ quantity, cancelled }) => quantity - cancelled),
  );
  equal(
    lines.map(({ lineId }) => lineId),
    before.fulfilment.lines.map((_, index) => `l${index + 1}`),
  );
  const counts = next.fulfilment.lines.flatMap((one) => [
    one.quantity - one.cancelled - one.shipped - one.backordered,
    one.backordered,
  ]);
  const amounts = [totalMinor, ...lines.map(({ amountMinor }) => amountMinor), -differenceMinor];
  if ([...counts, ...amounts].some((value) => value < 0)) throw new Error('something is negative');
}

type Previewed = Extract<ReturnType<typeof previewEdit>, { ok: true }>['preview'];

function orderOf({
  lines,
  charges: wanted,
  ships,
}: {
  lines: { quantity: number; unitPriceMinor: number; shipped: number; backordered: number }[];
  charges: { discountMinor: number; taxMinor: number; shippingMinor: number };
  ships: boolean;
}): ConfirmedOrder {
  const sold = lines.map(({ quantity, unitPriceMinor }, n) => ({
    sku: `S${n}`,
    quantity,
    unitPriceMinor,
  }));
  const value = sold.reduce((sum, one) => sum + one.quantity * one.unitPriceMinor, 0);
  const discountMinor = Math.min(wanted.discountMinor, value);
  const total = gbp(value - discountMinor + wanted.taxMinor + wanted.shippingMinor);
  const start = placed('split');
  const placing = {
    ...start,
    data: { ...start.data, lines: sold, total, charges: { ...wanted, discountMinor } },
  } as typeof start;
  const waiting = lines.map(({ quantity, backordered }, n) => ({
    sku: `S${n}`,
    quantity: Math.min(quantity, backordered),
  }));
  const confirming = confirmed({ waiting: waiting.filter(({ quantity }) => quantity > 0) });
  const bought = { ...confirming, data: { ...confirming.data, total } } as typeof confirming;
  const state = [placing, bought].reduce(evolve, absent as Order);
  const parcel = lines.flatMap(({ quantity, shipped, backordered }, n) => {
    const ready = Math.min(shipped, quantity - Math.min(quantity, backordered));
    return ready > 0 ? [{ lineId: `l${n + 1}`, quantity: ready }] : [];
  });
  if (!ships || parcel.length === 0) return state as ConfirmedOrder;
  const shipping = decide(
    { type: 'RecordShipment', shipmentId: 'shp_1', lines: parcel, now },
    state,
  );
  return (shipping.ok ? shipping.events.reduce(evolve, state) : state) as ConfirmedOrder;
}
