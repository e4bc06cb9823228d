import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import { MAX_AMOUNT_MINOR, type Money } from '@commerce/contracts/money';
import { canonicalSku } from '@commerce/contracts/sku';
import type { Units } from './order-state.ts';

export interface PricedLine {
  sku: string;
  quantity: number;
  unitPriceMinor: number;
}

type RequestedLine = PlaceOrder['lines'][number];

/** Why lines cannot be priced: the code of the problem and the indexes of the lines. */
export type PricingFault =
  | { code: 'duplicate-line'; indexes: number[] }
  | { code: 'unknown-sku'; indexes: number[] }
  | { code: 'currency-mismatch'; indexes: number[] }
  | { code: 'amount-too-large'; indexes: number[] };

export type Pricing =
  { ok: true; lines: PricedLine[]; total: Money } | { ok: false; fault: PricingFault };

/**
 * Prices lines at the prices of their products. A line with a price of its own (from a trusted import)
 * keeps it, and its product may then be on several lines; otherwise a product is on one line only.
 */
export function priceLines(
  lines: RequestedLine[],
  currency: string,
  priceOf: (sku: string) => Money | undefined,
): Pricing {
  const seen = new Set<string>();
  const duplicate: number[] = [];
  const unknown: number[] = [];
  const otherCurrency: number[] = [];
  const priced = lines.map(({ sku: given, quantity, unitPriceMinor }, index) => {
    const sku = canonicalSku(given);
    if (unitPriceMinor !== undefined) return { sku, quantity, unitPriceMinor };
    if (seen.has(sku)) duplicate.push(index);
    seen.add(sku);
    const price = priceOf(sku);
    if (price === undefined) unknown.push(index);
    else if (price.currency !== currency) otherCurrency.push(index);
    return { sku, quantity, unitPriceMinor: price?.amountMinor ?? 0 };
  });
  if (duplicate.length > 0) return fault('duplicate-line', duplicate);
  if (unknown.length > 0) return fault('unknown-sku', unknown);
  if (otherCurrency.length > 0) return fault('currency-mismatch', otherCurrency);
  const amountMinor = totalOf(priced);
  if (amountMinor > MAX_AMOUNT_MINOR) return fault('amount-too-large', []);
  return { ok: true, lines: priced, total: { amountMinor, currency } };
}

function fault(code: PricingFault['code'], indexes: number[]): Pricing {
  return { ok: false, fault: { code, indexes } };
}

/** The sum of the lines in minor units. */
export function totalOf(lines: PricedLine[]): number {
  return lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
}

/** The units by product: lines of one product at different prices are added up. */
export function unitsBySku(lines: Units): Units {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units].map(([sku, quantity]) => ({ sku, quantity }));
}

/** Lines with their product codes in canonical form. */
export function canonicalLines(lines: Units): Units {
  return lines.map(({ sku, quantity }) => ({ sku: canonicalSku(sku), quantity }));
}
