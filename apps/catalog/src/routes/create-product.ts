import { CreateProduct, type Product } from '@commerce/contracts/catalog/catalog-api';
import { PRODUCTS_TOPIC, type ProductEvent } from '@commerce/contracts/catalog/product-events';
import { canonicalSku } from '@commerce/contracts/money';
import { problem } from '@commerce/contracts/problems';
import { readBody, compileSchema, type Route } from '@commerce/runtime/http';
import { enqueue, type Relay } from '@commerce/runtime/outbox';
import { transaction, type Database } from '@commerce/runtime/postgres';
import { insertProduct, readProduct } from '../store/products.ts';

const createProductSchema = compileSchema(CreateProduct);
const FIRST_VERSION = 1;

/** POST /products. A repeat with the same content answers 200 with what is there. */
export function createProduct(database: Database, relay: Pick<Relay, 'wake'>): Route {
  return {
    method: 'POST',
    path: '/products',
    async handle(ctx) {
      const { name, price, ...request } = await readBody(ctx, createProductSchema);
      const sku = canonicalSku(request.sku);
      const product: Product = { sku, name, price, version: FIRST_VERSION };
      if (await insertAndAnnounce(database, product)) {
        relay.wake();
        ctx.status = 201;
        ctx.set('location', `/products/${sku}`);
        ctx.body = product;
        return;
      }
      const known = await readProduct(database, sku);
      if (known === undefined || !sameContent(known, product)) {
        throw problem('product-exists', `${sku} is known with another name or price.`);
      }
      ctx.body = known;
    },
  };
}

async function insertAndAnnounce(database: Database, product: Product): Promise<boolean> {
  return transaction(database, async (trx) => {
    if (!(await insertProduct(trx, product))) return false;
    const { sku, name, price, version } = product;
    const created: ProductEvent = { type: 'ProductCreated.v1', data: { sku, name, price } };
    await enqueue(trx, PRODUCTS_TOPIC, [{ ...created, stream: sku, seq: version }]);
    return true;
  });
}

function sameContent(a: Product, b: Product): boolean {
  return (
    a.name === b.name &&
    a.price.amountMinor === b.price.amountMinor &&
    a.price.currency === b.price.currency
  );
}
