import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Money } from '@commerce/contracts/money';
import type { Database } from '@commerce/runtime/postgres';
import { findPrices, saveProducts } from './products.ts';

/** How long a price is used before it is read again; a change is seen by then in every replica. */
const MAX_AGE_MS = 1_000;
/** Prices in memory; the oldest go first. */
const MAX_PRICES = 20_000;

export type Prices = ReturnType<typeof openPrices>;

/** The prices that this app knows, read through a memory that is at most a second behind. */
export function openPrices(database: Database) {
  const remembered = new Map<string, { price: Money; until: number }>();

  function remember(sku: string, price: Money, until: number): void {
    remembered.delete(sku);
    if (remembered.size >= MAX_PRICES) remembered.delete(remembered.keys().next().value as string);
    remembered.set(sku, { price, until });
  }

  return {
    /** The prices of those of the products that are known here. */
    async find(skus: string[]): Promise<Map<string, Money>> {
      const now = Date.now();
      const found = new Map<string, Money>();
      const missing: string[] = [];
      for (const sku of skus) {
        const known = remembered.get(sku);
        if (known !== undefined && known.until > now) found.set(sku, known.price);
        else missing.push(sku);
      }
      if (missing.length === 0) return found;
      for (const [sku, price] of await findPrices(database, missing)) {
        remember(sku, price, now + MAX_AGE_MS);
        found.set(sku, price);
      }
      return found;
    },

    /** Keeps products that came on another way than by their event. */
    save: (products: Product[]) => saveProducts(database, products),
  };
}
