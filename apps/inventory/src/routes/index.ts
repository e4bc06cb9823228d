import type { Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { receiveStock } from './receive-stock.ts';
import { showStock } from './show-stock.ts';

/** Every HTTP operation of the app. */
export function inventoryRoutes(database: Database): Route[] {
  return [
    receiveStock(database), // POST /stock/:sku/receipts
    showStock(database), // GET /stock/:sku
  ];
}
