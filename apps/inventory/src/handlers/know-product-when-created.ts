import { canonicalSku } from '@commerce/contracts/sku';
import type { ProductEvent } from '@commerce/contracts/catalog/product-events';
import { inboxHandler } from 'dapr-actor-runtime/subscriber';
import type { InventoryDeps } from '../deps.ts';
import { saveProducts } from '../store/products.ts';

type Created = Extract<ProductEvent, { type: 'ProductCreated.v1' }>['data'];

/** Notes which products there are and how the catalog spells them, so that their units can be received. */
export const knowProductWhenCreated = inboxHandler<InventoryDeps>({
  consumer: 'stock-products',
  types: ['ProductCreated.v1'],
  apply: (_, trx, events) =>
    saveProducts(
      trx,
      events.map(({ data }) => {
        const { sku } = data as Created;
        return { sku: canonicalSku(sku), spelling: sku };
      }),
    ),
});
