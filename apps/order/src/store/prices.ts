import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Money } from '@commerce/contracts/money';
import type { Database } from '@commerce/runtime/postgres';
import { LRUCache } from 'lru-cache';
import { findPrices, saveProducts } from './products.ts';

/** How long a price is used before it is read again; a change is seen by then in every replica. */
const MAX_AGE_MS = 1_000;
/** Prices in memory; those used longest ago go first. */
const MAX_PRICES = 20_000;

export type Prices = ReturnType<typeof openPrices>;

/** The prices that this app knows, read through a memory that is at most a second behind. */
export function openPrices(database: Database) {
  const remembered = new LRUCache<string, Money>({ max: MAX_PRICES, ttl: MAX_AGE_MS });

  return {
    /** The prices of those of the products that are known here. */
    async find(skus: string[]): Promise<Map<string, Money>> {
      const found = new Map<string, Money>();
      const missing: string[] = [];
      for (const sku of skus) {
        const known = remembered.get(sku);
        if (known === undefined) missing.push(sku);
        else found.set(sku, known);
      }
      if (missing.length === 0) return found;
      // Its age counts from before the reading: the change may come while the answer is on its way.
      const start = performance.now();
      for (const [sku, price] of await findPrices(database, missing)) {
        remembered.set(sku, price, { start });
        found.set(sku, price);
      }
      return found;
    },

    /** Keeps products that came on another way than by their event. */
    save: (products: Product[]) => saveProducts(database, products),
  };
}
