import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Database } from '@commerce/runtime/postgres';
import { inboxHandler, type EventHandler } from '@commerce/runtime/subscriber';
import { saveProducts } from '../store/products.ts';

/** Keeps the prices of the catalog's products here, so that placing an order asks no other app. */
export function keepPricesWhenProductCreated(database: Database): EventHandler {
  return inboxHandler({
    consumer: 'order-prices',
    types: ['ProductCreated.v1'],
    database,
    apply: (trx, events) =>
      saveProducts(
        trx,
        events.map(({ data, seq }) => ({ ...(data as Product), version: seq })),
      ),
  });
}
