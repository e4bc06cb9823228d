import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import { MAX_AMOUNT_MINOR, type Money } from '@commerce/contracts/money';
import { MAX_QUANTITY as MAX_HELD_UNITS } from '@commerce/contracts/inventory/stock-api';
import { lineIdAt } from '@commerce/contracts/order/order-parts';
import { canonicalSku } from '@commerce/contracts/sku';
import type { ProductDetails } from '@commerce/contracts/catalog/catalog-api';
import type { EventData, Units } from './order-state.ts';

/** A line with its price and the product as it is sold. */
export type PricedLine = EventData<'OrderPlaced.v2'>['lines'][number];

/** What the catalog says of a product. */
export interface SoldProduct extends ProductDetails {
  /** As the catalog writes it. */
  sku: string;
  /** Absent for products that were stored before names were. */
  name?: string;
  price: Money;
}

type RequestedLine = PlaceOrder['lines'][number];

/** Why lines cannot be priced: the code of the problem and the indexes of the lines. */
export type PricingFault =
  | { code: 'duplicate-line'; indexes: number[] }
  | { code: 'unknown-sku'; indexes: number[] }
  | { code: 'currency-mismatch'; indexes: number[] }
  | { code: 'too-many-units'; indexes: number[] }
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
  productOf: (sku: string) => SoldProduct | undefined,
): Pricing {
  const seen = new Set<string>();
  const duplicate: number[] = [];
  const unknown: number[] = [];
  const otherCurrency: number[] = [];
  const priced = lines.map(({ sku, quantity, unitPriceMinor, name }, index): PricedLine => {
    if (unitPriceMinor !== undefined) {
      return { sku, quantity, unitPriceMinor, ...(name === undefined ? {} : { name }) };
    }
    const key = canonicalSku(sku);
    if (seen.has(key)) duplicate.push(index);
    seen.add(key);
    const product = productOf(sku);
    if (product === undefined) {
      unknown.push(index);
      return { sku, quantity, unitPriceMinor: 0 };
    }
    const { price, ...sold } = product;
    if (price.currency !== currency) otherCurrency.push(index);
    return { ...sold, quantity, unitPriceMinor: price.amountMinor };
  });
  if (duplicate.length > 0) return fault('duplicate-line', duplicate);
  if (unknown.length > 0) return fault('unknown-sku', unknown);
  if (otherCurrency.length > 0) return fault('currency-mismatch', otherCurrency);
  const tooMany = linesOfTooMany(priced);
  if (tooMany.length > 0) return fault('too-many-units', tooMany);
  const amountMinor = totalOf(priced);
  if (amountMinor > MAX_AMOUNT_MINOR) return fault('amount-too-large', []);
  return { ok: true, lines: priced, total: { amountMinor, currency } };
}

function fault(code: PricingFault['code'], indexes: number[]): Pricing {
  return { ok: false, fault: { code, indexes } };
}

/** The indexes of the lines of products of which more units are ordered than inventory holds at once. */
function linesOfTooMany(lines: Units): number[] {
  const tooMany = new Set(
    unitsBySku(lines)
      .filter(({ quantity }) => quantity > MAX_HELD_UNITS)
      .map(({ sku }) => canonicalSku(sku)),
  );
  return lines.flatMap(({ sku }, index) => (tooMany.has(canonicalSku(sku)) ? [index] : []));
}

/** The lines of an order with their ids, as the API shows them. */
export function numberedLines<Line extends object>(lines: Line[]): (Line & { lineId: string })[] {
  return lines.map((line, index) => ({ lineId: lineIdAt(index), ...line }));
}

/** The sum of the lines in minor units. */
export function totalOf(lines: { quantity: number; unitPriceMinor: number }[]): number {
  return lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
}

/** The units by product: lines of one product at different prices are added up. */
export function unitsBySku(lines: Units): Units {
  const units = new Map<string, Units[number]>();
  for (const { sku, quantity } of lines) {
    const key = canonicalSku(sku);
    const known = units.get(key);
    if (known === undefined) units.set(key, { sku, quantity });
    else known.quantity += quantity;
  }
  return [...units.values()];
}
