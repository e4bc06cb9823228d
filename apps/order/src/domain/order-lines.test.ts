import test from 'ava';
import { priceLines, totalOf, unitsBySku, type SoldProduct } from './order-lines.ts';

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const products = new Map<string, SoldProduct>([
  ['A', { sku: 'a', name: 'An apple', price: gbp(250), options: { size: 'L' } }],
  ['B', { sku: 'B', price: gbp(99) }],
  ['E', { sku: 'E', price: { amountMinor: 100, currency: 'EUR' } }],
]);
const price = (lines: Parameters<typeof priceLines>[0]) =>
  priceLines(lines, 'GBP', (sku) => products.get(sku.toUpperCase()));

test('priceLines() takes the products prices and sums them in minor units', (t) => {
  const lines = [
    { sku: 'A', quantity: 2 },
    { sku: 'B', quantity: 3 },
  ];
  t.deepEqual(price(lines), {
    ok: true,
    lines: [
      { sku: 'a', name: 'An apple', options: { size: 'L' }, quantity: 2, unitPriceMinor: 250 },
      { sku: 'B', quantity: 3, unitPriceMinor: 99 },
    ],
    total: gbp(797),
  });
});

test('priceLines() keeps the product as the catalog writes it, whatever the letter case asked for', (t) => {
  const priced = price([{ sku: 'A', quantity: 1 }]);
  t.true(priced.ok && priced.lines[0]?.sku === 'a' && priced.lines[0].name === 'An apple');
});

test('priceLines() names every unknown product', (t) => {
  const lines = ['X', 'A', 'Y'].map((sku) => ({ sku, quantity: 1 }));
  t.deepEqual(price(lines), { ok: false, fault: { code: 'unknown-sku', indexes: [0, 2] } });
});

test('priceLines() refuses a product on two lines, whatever its letter case', (t) => {
  const lines = ['A', 'a'].map((sku) => ({ sku, quantity: 1 }));
  t.deepEqual(price(lines), { ok: false, fault: { code: 'duplicate-line', indexes: [1] } });
});

test('priceLines() refuses a product that is priced in another currency', (t) => {
  const lines = ['A', 'E'].map((sku) => ({ sku, quantity: 1 }));
  t.deepEqual(price(lines), { ok: false, fault: { code: 'currency-mismatch', indexes: [1] } });
});

test('priceLines() refuses a total beyond what an order may be', (t) => {
  const lines = [{ sku: 'X', quantity: 1_000_000, unitPriceMinor: 100_000_000 }];
  t.deepEqual(price(lines), { ok: false, fault: { code: 'amount-too-large', indexes: [] } });
});

test('priceLines() refuses more units of a product than can be held, on however many lines', (t) => {
  const many = Array.from({ length: 1_001 }, (_, n) => ({
    sku: n % 2 === 0 ? 'X' : 'x',
    quantity: 1_000_000,
    unitPriceMinor: 0,
  }));
  const one = { sku: 'Y', quantity: 1, unitPriceMinor: 0 };
  t.true(price(many.slice(1)).ok);
  const indexes = many.map((_, n) => n + 1);
  t.deepEqual(price([one, ...many]), { ok: false, fault: { code: 'too-many-units', indexes } });
});

test('priceLines() keeps an imported price and lets its product stand on more lines', (t) => {
  const lines = [
    { sku: 'A', quantity: 1, unitPriceMinor: 300 },
    { sku: 'A', quantity: 2, unitPriceMinor: 200 },
  ];
  const priced = price(lines);
  t.true(priced.ok && priced.total.amountMinor === 700 && priced.lines.length === 2);
});

test('totalOf() is exact where floating point would not be', (t) => {
  const lines = Array.from({ length: 10 }, () => ({ sku: 'A', quantity: 3, unitPriceMinor: 10 }));
  t.is(totalOf(lines), 300);
});

test('unitsBySku() knows a product in any letter case', (t) => {
  const lines = ['a', 'A'].map((sku) => ({ sku, quantity: 1 }));
  t.deepEqual(unitsBySku(lines), [{ sku: 'a', quantity: 2 }]);
});

test('unitsBySku() merges the lines of one product into one hold', (t) => {
  const lines = [
    { sku: 'A', quantity: 1, unitPriceMinor: 300 },
    { sku: 'B', quantity: 5, unitPriceMinor: 1 },
    { sku: 'A', quantity: 2, unitPriceMinor: 200 },
  ];
  t.deepEqual(unitsBySku(lines), [
    { sku: 'A', quantity: 3 },
    { sku: 'B', quantity: 5 },
  ]);
});
