import type { Money } from '@commerce/contracts/money';
import type { Charges, ChargeTerms } from '@commerce/contracts/order/order-charges';

/** One hundredth of a percent. */
const BASIS = 10_000n;

/** What the shop adds to the sum of the lines or takes off it. */
export interface ChargeRules {
  /** Tax on the discounted lines, basis points; rounded half up to a whole minor unit. */
  taxBasisPoints: number;
  /** Shipping of one order by currency, minor units. None at all: shipping costs nothing. */
  shippingFees: Readonly<Record<string, number>>;
  /** Shipping is free from this sum of the discounted lines on, by currency, minor units. */
  freeShippingFrom: Readonly<Record<string, number>>;
  /** Basis points off the lines, by code; rounded down to a whole minor unit. */
  discounts: Readonly<Record<string, number>>;
}

/** The terms of an order, or why the shop has none for it. */
export type Terms =
  { ok: true; terms: ChargeTerms } | { ok: false; code: 'unknown-discount' | 'no-shipping-fee' };

/**
 * The terms of an order in a currency. A fee has a currency: a shop that charges shipping has no terms
 * for a currency without a fee.
 */
export function termsOf(
  rules: ChargeRules,
  { currency, discountCode }: { currency: string; discountCode?: string | undefined },
): Terms {
  const discount = discountCode === undefined ? 0 : ownValue(rules.discounts, discountCode);
  if (discount === undefined) return { ok: false, code: 'unknown-discount' };
  const isFree = Object.keys(rules.shippingFees).length === 0;
  const shippingMinor = isFree ? 0 : ownValue(rules.shippingFees, currency);
  if (shippingMinor === undefined) return { ok: false, code: 'no-shipping-fee' };
  const freeFrom = ownValue(rules.freeShippingFrom, currency);
  return {
    ok: true,
    terms: {
      discountBasisPoints: discount,
      taxBasisPoints: rules.taxBasisPoints,
      shippingMinor,
      ...(freeFrom === undefined ? {} : { freeShippingFromMinor: freeFrom }),
    },
  };
}

/** The charges on lines that add up to `linesMinor`: total = lines - discount + tax + shipping. */
export function chargesOf(linesMinor: number, terms: ChargeTerms): Charges {
  const { discountBasisPoints, taxBasisPoints, shippingMinor, freeShippingFromMinor } = terms;
  const discountMinor = Number((BigInt(linesMinor) * BigInt(discountBasisPoints)) / BASIS);
  const payable = linesMinor - discountMinor;
  const tax = BigInt(payable) * BigInt(taxBasisPoints);
  const free = freeShippingFromMinor !== undefined && payable >= freeShippingFromMinor;
  return {
    discountMinor,
    taxMinor: Number((tax + BASIS / 2n) / BASIS),
    shippingMinor: free ? 0 : shippingMinor,
  };
}

function ownValue(values: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

/** The total of the lines with the charges. */
export function charged(
  { amountMinor, currency }: Money,
  { discountMinor, taxMinor, shippingMinor }: Charges,
): Money {
  return { amountMinor: amountMinor - discountMinor + taxMinor + shippingMinor, currency };
}

/** Whether the charges change nothing. */
export function isFree({ discountMinor, taxMinor, shippingMinor }: Charges): boolean {
  return discountMinor === 0 && taxMinor === 0 && shippingMinor === 0;
}

/** Whether the terms can never charge anything. */
export function chargesNothing(terms: ChargeTerms): boolean {
  const { discountBasisPoints, taxBasisPoints, shippingMinor } = terms;
  return discountBasisPoints === 0 && taxBasisPoints === 0 && shippingMinor === 0;
}
