import test from 'ava';
import type { SellableLine } from './invoice-rules.ts';
import { listProducts } from './product-list.ts';

function line(fields: Partial<SellableLine>): SellableLine {
  return { sku: '22745', description: 'PLAYHOUSE', quantity: 1, unitPriceMinor: 210, ...fields };
}

test('listProducts() uses the price of most lines, regardless of their quantity', (t) => {
  const lines = [
    line({ unitPriceMinor: 210 }),
    line({ unitPriceMinor: 210 }),
    line({ unitPriceMinor: 165, quantity: 1000 }),
  ];
  t.like(listProducts(lines), [{ sku: '22745', priceMinor: 210 }]);
});

test('listProducts() uses the lower of two equally frequent prices, in any order', (t) => {
  const lines = [line({ unitPriceMinor: 1000 }), line({ unitPriceMinor: 210 })];
  t.like(listProducts(lines), [{ priceMinor: 210 }]);
  t.like(listProducts(lines.toReversed()), [{ priceMinor: 210 }]);
});

test('listProducts() names a product by its most frequent description', (t) => {
  const lines = [
    line({ description: 'damaged' }),
    line({ description: 'PLAYHOUSE' }),
    line({ description: 'PLAYHOUSE' }),
  ];
  t.like(listProducts(lines), [{ name: 'PLAYHOUSE' }]);
});

test('listProducts() names a product without a description by its SKU', (t) => {
  t.like(listProducts([line({ description: '' })]), [{ name: '22745' }]);
});

test('listProducts() sums the demand of every line and lists products by SKU', (t) => {
  const lines = [
    line({ sku: '85123A', quantity: 6 }),
    line({ sku: '22745', quantity: 2 }),
    line({ sku: '85123A', quantity: 4 }),
  ];
  t.deepEqual(
    listProducts(lines).map(({ sku, demand }) => [sku, demand]),
    [
      ['22745', 2],
      ['85123A', 10],
    ],
  );
});
