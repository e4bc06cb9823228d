import test from 'ava';
import { openUnits } from './fulfilment.ts';
import type { Fulfilment, LineProgress } from './order-state.ts';
import { refuseSelection, selectUnits, type RequestedUnits } from './unit-selection.ts';

const line = (sku: string, more: Partial<LineProgress> = {}): LineProgress => ({
  sku,
  ...{ quantity: 3, amountMinor: 300, cancelled: 0, backordered: 0 },
  ...{ shipped: 0, delivered: 0, returning: 0, returned: 0 },
  ...more,
});
const of = (...lines: LineProgress[]): Fulfilment => ({
  lines,
  ...{ shipments: [], returns: [], cancellations: [], fills: [] },
});
const select = (order: Fulfilment, ...requested: RequestedUnits[]) =>
  selectUnits(order, requested, openUnits);

test('selectUnits() without a request takes all that is available', (t) => {
  const order = of(line('A', { shipped: 3 }), line('B'));
  t.deepEqual(selectUnits(order, undefined, openUnits), {
    ok: true,
    lines: [{ line: 1, lineId: 'l2', sku: 'B', quantity: 3 }],
  });
});

test('a line is named by its id, and keeps the product as it was sold', (t) => {
  const order = of(line('Mug blue'), line('Mug blue'));
  t.deepEqual(select(order, { lineId: 'l2', quantity: 2 }), {
    ok: true,
    lines: [{ line: 1, lineId: 'l2', sku: 'Mug blue', quantity: 2 }],
  });
});

test('a product is named in any letter case', (t) => {
  t.deepEqual(select(of(line('Größe 42')), { sku: 'größe 42', quantity: 1 }), {
    ok: true,
    lines: [{ line: 0, lineId: 'l1', sku: 'Größe 42', quantity: 1 }],
  });
});

test('a product on several lines is ambiguous', (t) => {
  const found = select(of(line('A'), line('B'), line('A')), { sku: 'A', quantity: 4 });
  t.deepEqual(found, {
    ok: false,
    about: 'A',
    fault: { code: 'line-ambiguous', lineIds: ['l1', 'l3'] },
  });
});

test('a product on several lines is not ambiguous if one line has units left, or all are taken', (t) => {
  const order = of(line('A', { shipped: 3 }), line('A'));
  t.like(select(order, { sku: 'A', quantity: 2 }), { ok: true });
  const both = of(line('A'), line('A'));
  const taken = select(both, { sku: 'A', quantity: 6 });
  t.deepEqual(taken.ok && taken.lines.map(({ quantity }) => quantity), [3, 3]);
});

test('requests for one line add up', (t) => {
  const one = { sku: 'A', quantity: 2 };
  t.deepEqual(select(of(line('A')), one, one), {
    ok: false,
    about: 'A',
    fault: { code: 'too-many', available: 1 },
  });
  t.like(select(of(line('A')), one, { lineId: 'l1', quantity: 1 }), { ok: true });
});

test('a line or a product that the order does not have is refused', (t) => {
  t.like(select(of(line('A')), { lineId: 'l2', quantity: 1 }), {
    fault: { code: 'line-not-found' },
  });
  t.like(select(of(line('A')), { sku: 'X', quantity: 1 }), {
    fault: { code: 'too-many', available: 0 },
  });
});

test('a refusal says what is possible', (t) => {
  const order = of(line('A'), line('A'));
  const words = { tooMany: 'shipment-exceeds-order', can: 'can ship now' } as const;
  const refused = select(order, { sku: 'A', quantity: 1 });
  t.like(!refused.ok && refuseSelection(refused, words), {
    code: 'line-ambiguous',
    detail: 'A is on several lines: name one of l1, l2 by its lineId.',
  });
  const many = select(order, { lineId: 'l1', quantity: 4 });
  t.like(!many.ok && refuseSelection(many, words), {
    code: 'shipment-exceeds-order',
    detail: 'Only 3 units of l1 can ship now.',
  });
});
