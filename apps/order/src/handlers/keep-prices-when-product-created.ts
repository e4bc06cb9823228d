import type { Product } from '@commerce/contracts/catalog/catalog-api';
import { inboxHandler } from 'dapr-actor-runtime/subscriber';
import type { OrderDeps } from '../deps.ts';
import { saveProducts } from '../store/products.ts';

/** Stores the prices of products in this app, so that placing an order calls no other app. */
export const keepPricesWhenProductCreated = inboxHandler<Pick<OrderDeps, 'database'>>({
  consumer: 'order-prices',
  types: ['ProductCreated.v1'],
  apply: (_, trx, events) =>
    saveProducts(
      trx,
      events.map(({ data, seq }) => ({ ...(data as Product), version: seq })),
    ),
});
