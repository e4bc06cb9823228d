import type { Product } from '@commerce/contracts/catalog/catalog-api';
import { toResource } from '@commerce/order/domain/order-resource';
import { orderDecider } from '@commerce/order/domain/order';
import { openSoldProducts } from '@commerce/order/store/sold-products';
import { saveProducts } from '@commerce/order/store/products';
import { priceOrder } from '@commerce/order/use-cases/price-order';
import { requestQuote } from '@commerce/order/use-cases/request-quote';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import { Problem } from 'dapr-actor-runtime/server';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import test from 'ava';
import fc from 'fast-check';

const scratch = await scratchDatabase('order');
const database = openDatabase(scratch.url, { max: 1 });
test.after.always('the database is removed', async () => {
  await database.end();
  await scratch.drop();
});

const products: Product[] = Array.from({ length: 8 }, (_, index) => ({
  sku: `Quoted-${index}`,
  name: `Thing ${index}`,
  price: { amountMinor: [0, 1, 33, 99, 250, 1_999, 123_457, 10][index] as number, currency: 'GBP' },
  taxClass: 'any',
  version: 1,
}));

const basisPoints = fc.integer({ min: 0, max: 10_000 });
const rules = fc.record({
  taxBasisPoints: basisPoints,
  shippingFees: fc.oneof(fc.constant({}), fc.integer({ min: 0, max: 999 }).map(inGbp)),
  freeShippingFrom: fc.oneof(fc.constant({}), fc.integer({ min: 0, max: 5_000 }).map(inGbp)),
  discounts: fc.oneof(
    fc.constant({}),
    basisPoints.map((SPRING) => ({ SPRING })),
  ),
});
const request = fc.record({
  lines: fc.uniqueArray(
    fc.record({
      sku: fc.constantFrom(...products.map(({ sku }) => sku), 'quoted-1', 'No-Such'),
      quantity: fc.integer({ min: 1, max: 40 }),
    }),
    { minLength: 1, maxLength: 6, selector: ({ sku }) => sku },
  ),
  currency: fc.constantFrom('GBP', 'GBP', 'GBP', 'EUR'),
  codes: fc.constantFrom([], [], ['SPRING'], ['AUTUMN']),
});

function inGbp(GBP: number): Record<string, number> {
  return { GBP };
}

const now = '2026-11-30T10:00:00.000Z';

/** The result, or the problem by which it was refused. */
async function orCode<T>(work: Promise<T>): Promise<T | { refused: string; errors: unknown }> {
  return work.catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    return { refused: error.code, errors: error.members['errors'] };
  });
}

test('a quote says what the order says, by any charges of the shop', async (t) => {
  await saveProducts(database, products);
  const sold = openSoldProducts(database);
  /** A catalog that has no products but those. */
  const sidecar = {
    invoke: async () => ({ status: 404, headers: {}, text: '{}' }),
  } as never;
  let quoted = 0;
  await fc.assert(
    fc.asyncProperty(rules, request, async (chargeRules, { codes: [discountCode], ...basket }) => {
      const asked = { ...basket, ...(discountCode && { discountCode }) };
      const deps = { products: sold, sidecar, chargeRules, paymentProvider: 'simulator' } as const;
      const [quote, priced] = await Promise.all([
        orCode(requestQuote(deps, asked)),
        orCode(priceOrder(deps, asked)),
      ]);
      if ('refused' in quote || 'refused' in priced) {
        t.deepEqual(quote as unknown, priced as unknown);
        return;
      }
      const data = { ...priced, personal: 'encrypted', requestHash: 'hash' };
      const decision = orderDecider.decide({ type: 'PlaceOrder', data, now }, orderDecider.initial);
      if (!decision.ok) return t.fail(decision.detail);
      const order = decision.events.reduce(orderDecider.evolve, orderDecider.initial);
      const { lines, total, charges } = toResource('ord_1', order, 1) ?? t.fail();
      t.deepEqual(quote as unknown, { lines, total, ...(charges && { charges }) });
      quoted += 1;
    }),
    { numRuns: 300 },
  );
  t.true(quoted > 50, `${quoted} quotes were compared`);
});
