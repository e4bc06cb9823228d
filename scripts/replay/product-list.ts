import type { SellableLine } from './invoice-rules.ts';

export type ListedProduct = { sku: string; name: string; priceMinor: number; demand: number };

/** The longest name that the catalog accepts. */
const MAX_NAME_LENGTH = 200;

function count<Value>(counts: Map<Value, number>, value: Value): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/**
 * The most frequent value; the lowest one of equally frequent ones, so that the result is stable.
 */
export function mostFrequent<Value extends string | number>(
  counts: Map<Value, number>,
): Value | undefined {
  let best: Value | undefined;
  let bestCount = 0;
  for (const [value, times] of counts) {
    if (times > bestCount || (times === bestCount && best !== undefined && value < best)) {
      best = value;
      bestCount = times;
    }
  }
  return best;
}

type Sightings = {
  names: Map<string, number>;
  prices: Map<number, number>;
  demand: number;
};

/**
 * One entry per product of the sellable lines: its most frequent price (the lower one on a tie),
 * its most frequent description (or its SKU if there is none) and its total demand, in SKU order.
 */
export function listProducts(lines: Iterable<SellableLine>): ListedProduct[] {
  const seen = new Map<string, Sightings>();
  for (const line of lines) {
    const product = seen.get(line.sku) ?? { names: new Map(), prices: new Map(), demand: 0 };
    seen.set(line.sku, product);
    count(product.prices, line.unitPriceMinor);
    if (line.description !== '') count(product.names, line.description);
    product.demand += line.quantity;
  }
  return [...seen]
    .map(([sku, { names, prices, demand }]) => {
      const priceMinor = mostFrequent(prices);
      if (priceMinor === undefined) throw new Error(`product ${sku} has no price`);
      const name = (mostFrequent(names) ?? sku).slice(0, MAX_NAME_LENGTH);
      return { sku, name, priceMinor, demand };
    })
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
