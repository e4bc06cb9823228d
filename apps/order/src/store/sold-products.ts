import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Database } from 'dapr-actor-runtime/postgres';
import { LRUCache } from 'lru-cache';
import type { SoldProduct } from '../domain/order-lines.ts';
import { findProducts, saveProducts } from './products.ts';

/** How long a product is cached, ms: after that, every replica has seen a change. */
const MAX_AGE_MS = 1_000;
/** Products in the cache; the least recently used ones go first. */
const MAX_PRODUCTS = 20_000;

export type SoldProducts = ReturnType<typeof openSoldProducts>;

/** The products that this app knows, read through a cache that is at most a second behind. */
export function openSoldProducts(database: Database) {
  const cache = new LRUCache<string, SoldProduct>({ max: MAX_PRODUCTS, ttl: MAX_AGE_MS });

  return {
    /** The products that this app knows, by the canonical form of their SKUs. */
    async find(keys: string[]): Promise<Map<string, SoldProduct>> {
      const found = new Map<string, SoldProduct>();
      const missing: string[] = [];
      for (const key of keys) {
        const known = cache.get(key);
        if (known === undefined) missing.push(key);
        else found.set(key, known);
      }
      if (missing.length === 0) return found;
      // The age counts from before the read: the price may change while the answer is on its way.
      const start = performance.now();
      for (const [key, product] of await findProducts(database, missing)) {
        cache.set(key, product, { start });
        found.set(key, product);
      }
      return found;
    },

    /** Stores products whose event has not arrived yet. */
    save: (products: Product[]) => saveProducts(database, products),
  };
}
