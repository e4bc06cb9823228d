import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Money } from '@commerce/contracts/money';
import type { Database } from 'dapr-actor-runtime/postgres';
import { LRUCache } from 'lru-cache';
import { findPrices, saveProducts } from './products.ts';

/** How long a price is cached, ms: after that, every replica has seen a change. */
const MAX_AGE_MS = 1_000;
/** Prices in the cache; the least recently used ones go first. */
const MAX_PRICES = 20_000;

export type Prices = ReturnType<typeof openPrices>;

/** The prices that this app knows, read through a cache that is at most a second behind. */
export function openPrices(database: Database) {
  const cache = new LRUCache<string, Money>({ max: MAX_PRICES, ttl: MAX_AGE_MS });

  return {
    /** The prices of the products that this app knows. */
    async find(skus: string[]): Promise<Map<string, Money>> {
      const found = new Map<string, Money>();
      const missing: string[] = [];
      for (const sku of skus) {
        const known = cache.get(sku);
        if (known === undefined) missing.push(sku);
        else found.set(sku, known);
      }
      if (missing.length === 0) return found;
      // The age counts from before the read: the price may change while the answer is on its way.
      const start = performance.now();
      for (const [sku, price] of await findPrices(database, missing)) {
        cache.set(sku, price, { start });
        found.set(sku, price);
      }
      return found;
    },

    /** Stores products whose event has not arrived yet. */
    save: (products: Product[]) => saveProducts(database, products),
  };
}
