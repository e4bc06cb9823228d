import test from 'ava';
import { charged, chargesOf, isFree, type ChargeRules } from './charges.ts';
import { lineAmounts } from './fulfilment.ts';

const none: ChargeRules = {
  taxBasisPoints: 0,
  shippingMinor: 0,
  freeShippingFromMinor: 0,
  discounts: {},
};

test('chargesOf() adds nothing when the shop has no rules', (t) => {
  const charges = chargesOf(1_000, none, undefined);
  t.true(charges !== undefined && isFree(charges));
});

test('chargesOf() takes a discount off the lines before tax', (t) => {
  const rules = { ...none, taxBasisPoints: 2_000, discounts: { SPRING: 1_000 } };
  t.deepEqual(chargesOf(1_005, rules, 'SPRING'), {
    discountMinor: 100,
    taxMinor: 181,
    shippingMinor: 0,
  });
});

test('chargesOf() ships free from the sum on that the shop names', (t) => {
  const rules = { ...none, shippingMinor: 399, freeShippingFromMinor: 5_000 };
  t.is(chargesOf(4_999, rules, undefined)?.shippingMinor, 399);
  t.is(chargesOf(5_000, rules, undefined)?.shippingMinor, 0);
});

test('chargesOf() does not know codes that the shop did not name', (t) => {
  t.is(chargesOf(100, none, 'SPRING'), undefined);
  t.is(chargesOf(100, none, 'toString'), undefined);
});

test('charged() is lines less discount with tax and shipping', (t) => {
  const charges = { discountMinor: 100, taxMinor: 180, shippingMinor: 399 };
  t.deepEqual(charged({ amountMinor: 1_000, currency: 'GBP' }, charges), {
    amountMinor: 1_479,
    currency: 'GBP',
  });
});

test('lineAmounts() spread the charges so that they add up to the total', (t) => {
  const lines = [
    { quantity: 3, unitPriceMinor: 333 },
    { quantity: 1, unitPriceMinor: 1 },
  ];
  const charges = { discountMinor: 100, taxMinor: 180, shippingMinor: 399 };
  const amounts = lineAmounts(lines, charges);
  t.is(
    amounts.reduce((sum, one) => sum + one, 0),
    1_479,
  );
});
