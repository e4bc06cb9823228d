import type { Route } from '@commerce/runtime/http';
import type { Relay } from '@commerce/runtime/outbox';
import type { Database } from '@commerce/runtime/postgres';
import { createProduct } from './create-product.ts';
import { showProduct } from './show-product.ts';

/** Every HTTP operation of the app. */
export function catalogRoutes(database: Database, relay: Pick<Relay, 'wake'>): Route[] {
  return [
    createProduct(database, relay), // POST /products
    showProduct(database), // GET /products/:sku
  ];
}
