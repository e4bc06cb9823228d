import test from 'ava';
import { charged, chargesOf, isFree, termsOf, type ChargeRules } from './charges.ts';
import { lineAmounts } from './fulfilment.ts';

const none: ChargeRules = {
  taxBasisPoints: 0,
  shippingFees: {},
  freeShippingFrom: {},
  discounts: {},
};

/** The charges on lines in GBP. */
function charge(linesMinor: number, rules: Partial<ChargeRules>, discountCode?: string) {
  const found = termsOf({ ...none, ...rules }, { currency: 'GBP', discountCode });
  if (!found.ok) throw new Error(found.code);
  return chargesOf(linesMinor, found.terms);
}

test('a shop without rules charges nothing', (t) => {
  t.true(isFree(charge(1_000, {})));
});

test('a discount comes off the lines before tax', (t) => {
  const rules = { taxBasisPoints: 2_000, discounts: { SPRING: 1_000 } };
  t.deepEqual(charge(1_005, rules, 'SPRING'), {
    discountMinor: 100,
    taxMinor: 181,
    shippingMinor: 0,
  });
});

test('shipping is free from the sum on that the shop names', (t) => {
  const rules = { shippingFees: { GBP: 399 }, freeShippingFrom: { GBP: 5_000 } };
  t.is(charge(4_999, rules).shippingMinor, 399);
  t.is(charge(5_000, rules).shippingMinor, 0);
});

test('a shipping fee has a currency: no fee in it is a refusal', (t) => {
  const rules = { ...none, shippingFees: { GBP: 499, JPY: 900 } };
  const inCurrency = (currency: string) => termsOf(rules, { currency });
  t.like(inCurrency('JPY'), { ok: true, terms: { shippingMinor: 900 } });
  t.deepEqual(inCurrency('KWD'), { ok: false, code: 'no-shipping-fee' });
  t.like(termsOf(none, { currency: 'KWD' }), { ok: true, terms: { shippingMinor: 0 } });
});

test('free shipping from a sum in one currency says nothing of another', (t) => {
  const rules = { ...none, shippingFees: { GBP: 499, JPY: 900 }, freeShippingFrom: { GBP: 5_000 } };
  const found = termsOf(rules, { currency: 'JPY' });
  t.true(found.ok && chargesOf(1_000_000, found.terms).shippingMinor === 900);
});

test('termsOf() does not know codes that the shop did not name', (t) => {
  for (const discountCode of ['SPRING', 'toString']) {
    t.deepEqual(termsOf(none, { currency: 'GBP', discountCode }), {
      ok: false,
      code: 'unknown-discount',
    });
  }
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
