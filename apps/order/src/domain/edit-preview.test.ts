import test from 'ava';
import fc from 'fast-check';
import { canonicalSku } from '@commerce/contracts/sku';
import { charged, chargesOf } from './charges.ts';
import { previewEdit } from './edit-preview.ts';
import { confirmed, gbp, now, placed } from './fulfilment-examples.ts';
import type { EditOrder } from './order-edit.ts';
import { totalOf } from './order-lines.ts';
import { standingOf } from './order-standing.ts';
import { absent, type ConfirmedOrder, type Order } from './order-state.ts';
import { decide, evolve } from './order.ts';

type Edit = Omit<EditOrder, 'type' | 'commandId' | 'now'>;
const edit = (what: Edit, commandId: string): EditOrder => ({
  type: 'EditOrder',
  commandId,
  ...what,
  now,
});
const address: Edit = { parts: ['shippingAddress'], personal: 'encrypted again' };

const line = fc.record({
  quantity: fc.integer({ min: 3, max: 9 }),
  unitPriceMinor: fc.integer({ min: 0, max: 5_000 }),
  shipped: fc.nat(3),
  backordered: fc.nat(9),
});
/** Of a shop without charges, of an order that is older than its terms, or terms. */
const pricing = fc.oneof(
  fc.constant({}),
  fc.record({
    charges: fc.record({
      discountMinor: fc.nat(3_000),
      taxMinor: fc.nat(3_000),
      shippingMinor: fc.nat(900),
    }),
  }),
  fc.record({
    terms: fc.record({
      discountBasisPoints: fc.constantFrom(0, 1_000, 3_333),
      taxBasisPoints: fc.constantFrom(0, 2_000, 777),
      shippingMinor: fc.nat(900),
      freeShippingFromMinor: fc.integer({ min: 0, max: 60_000 }),
    }),
  }),
) as fc.Arbitrary<Pricing>;
interface Pricing {
  charges?: { discountMinor: number; taxMinor: number; shippingMinor: number };
  terms?: NonNullable<ConfirmedOrder['orderDetails']['terms']>;
}
const lineId = fc.constantFrom('l1', 'l2', 'l3', 'l1', 'l2', 'l3', 'l4');
const anyEdit = fc.record({
  change: fc.uniqueArray(fc.record({ lineId, quantity: fc.integer({ min: 1, max: 12 }) }), {
    maxLength: 3,
    selector: (one) => one.lineId,
  }),
  remove: fc.array(lineId, { maxLength: 1 }),
  add: fc.uniqueArray(
    fc.record({
      sku: fc.constantFrom('S1', 'N1', 'N2', 'N3', 'N4', 'N5'),
      quantity: fc.integer({ min: 1, max: 4 }),
      unitPriceMinor: fc.integer({ min: 0, max: 5_000 }),
    }),
    { maxLength: 2, selector: ({ sku }) => sku },
  ),
  withAddress: fc.boolean(),
});

test('what a preview shows is what is booked: 10,000 random orders, two edits each', (t) => {
  const orders = fc.record({
    lines: fc.array(line, { minLength: 3, maxLength: 5 }),
    pricing,
    ships: fc.constantFrom(true, false, false),
  });
  let [booked, added] = [0, 0];
  fc.assert(
    fc.property(orders, anyEdit, anyEdit, (order, first, second) => {
      let state = orderOf(order);
      for (const [n, one] of [first, second].entries()) {
        const { withAddress, ...lines } = one;
        const command = edit({ ...lines, ...(withAddress && address) }, `edt_${n}`);
        const previewed = previewEdit(command, state);
        const events = decideToTheEnd(command, state);
        if (events === undefined || !previewed.ok) {
          if (events !== undefined || previewed.ok) throw new Error('one is refused');
          continue;
        }
        const next = events.reduce(evolve, state as Order) as ConfirmedOrder;
        checkBooked(state, next, previewed.preview);
        checkCharges(next, previewed.preview);
        const event = events.find(({ type }) => type === 'OrderEdited.v1');
        if (event !== undefined) {
          const { editId: _id, editedAt: _at, personal: _personal, ...said } = event.data as Said;
          const { authorizationId: _authorized, waiting, ...foreseen } = said;
          equal(foreseen, previewed.preview);
          if (waiting !== undefined) throw new Error('nothing is backordered here');
          booked += 1;
          if (said['added'] !== undefined) added += 1;
          equal(decide(command, next), { ok: true, events: [] });
        }
        state = next;
      }
    }),
    { numRuns: 10_000 },
  );
  t.true(booked > 5_000, `only ${booked} edits were booked`);
  t.true(added > 2_000, `only ${added} edits added units`);
});

type Said = Record<string, unknown>;

/** The events of an edit, once stock and payment have agreed; undefined if it is refused. */
function decideToTheEnd(command: EditOrder, order: ConfirmedOrder) {
  const first = decide(command, order);
  if (!first.ok) return undefined;
  const started = first.events.reduce(evolve, order as Order) as ConfirmedOrder;
  const { pendingEdit } = started;
  if (pendingEdit === undefined) return first.events;
  equal({ ...standingOf(started) }, standingOf(order));
  const { authorizedMinor, totalMinor } = pendingEdit;
  if (authorizedMinor !== undefined && authorizedMinor !== totalMinor) throw new Error('not all');
  const authorizationId = authorizedMinor === undefined ? undefined : 'aut_2';
  const editId = command.commandId;
  const then = decide({ type: 'BookEdit', editId, authorizationId, now }, started);
  if (!then.ok) throw new Error(then.detail);
  return [...first.events, ...then.events];
}

/** Until the first shipment, an order with terms costs what a new order of what is left would cost. */
function checkCharges(
  { orderDetails, fulfilment }: ConfirmedOrder,
  { totalMinor, changed }: Previewed,
) {
  const { terms, lines, total } = orderDetails;
  if (total.amountMinor < totalMinor) throw new Error('less is authorized than owed');
  const skus = lines.map(({ sku }) => canonicalSku(sku));
  if (new Set(skus).size < skus.length) throw new Error('a product is on two lines');
  if (terms === undefined || fulfilment.shipments.length > 0 || !changed.includes('lines')) return;
  const left = lines.map(({ unitPriceMinor }, n) => ({
    unitPriceMinor,
    quantity: (fulfilment.lines[n]?.quantity ?? 0) - (fulfilment.lines[n]?.cancelled ?? 0),
  }));
  const sum = gbp(totalOf(left));
  equal(totalMinor, charged(sum, chargesOf(sum.amountMinor, terms)).amountMinor);
}

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
    next.fulfilment.lines.map((_, index) => `l${index + 1}`),
  );
  const counts = next.fulfilment.lines.flatMap((one) => [
    one.quantity - one.cancelled - one.shipped - one.backordered,
    one.backordered,
  ]);
  const amounts = [totalMinor, ...lines.map(({ amountMinor }) => amountMinor)];
  if ([...counts, ...amounts].some((value) => value < 0)) throw new Error('something is negative');
}

type Previewed = Extract<ReturnType<typeof previewEdit>, { ok: true }>['preview'];

function orderOf({
  lines,
  pricing: { charges: wanted, terms },
  ships,
}: {
  lines: { quantity: number; unitPriceMinor: number; shipped: number; backordered: number }[];
  pricing: Pricing;
  ships: boolean;
}): ConfirmedOrder {
  const sold = lines.map(({ quantity, unitPriceMinor }, n) => ({
    sku: `S${n}`,
    quantity,
    unitPriceMinor,
  }));
  const value = totalOf(sold);
  const charges = terms
    ? chargesOf(value, terms)
    : wanted && { ...wanted, discountMinor: Math.min(wanted.discountMinor, value) };
  const total = charges ? charged(gbp(value), charges) : gbp(value);
  const start = placed('split');
  const placing = {
    ...start,
    data: {
      ...start.data,
      lines: sold,
      total,
      ...(charges && { charges }),
      ...(terms && { terms }),
    },
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
