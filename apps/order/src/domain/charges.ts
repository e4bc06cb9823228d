import type { Money } from '@commerce/contracts/money';
import type { Charges } from '@commerce/contracts/order/order-events';

/** One hundredth of a percent. */
const BASIS = 10_000n;

/** What the shop adds to the sum of the lines or takes off it. */
export interface ChargeRules {
  /** Tax on the discounted lines, basis points; rounded half up to a whole minor unit. */
  taxBasisPoints: number;
  /** Shipping of one order, minor units. */
  shippingMinor: number;
  /** Shipping is free from this sum of the discounted lines on, minor units; 0: never. */
  freeShippingFromMinor: number;
  /** Basis points off the lines, by code; rounded down to a whole minor unit. */
  discounts: Readonly<Record<string, number>>;
}

/**
 * The charges on lines that add up to `linesMinor`: total = lines - discount + tax + shipping.
 * Undefined if the shop does not know the discount code.
 */
export function chargesOf(
  linesMinor: number,
  rules: ChargeRules,
  discountCode: string | undefined,
): Charges | undefined {
  const points = discountCode === undefined ? 0 : ownValue(rules.discounts, discountCode);
  if (points === undefined) return undefined;
  const discountMinor = Number((BigInt(linesMinor) * BigInt(points)) / BASIS);
  const payable = linesMinor - discountMinor;
  const tax = BigInt(payable) * BigInt(rules.taxBasisPoints);
  const free = rules.freeShippingFromMinor > 0 && payable >= rules.freeShippingFromMinor;
  return {
    discountMinor,
    taxMinor: Number((tax + BASIS / 2n) / BASIS),
    shippingMinor: free ? 0 : rules.shippingMinor,
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
