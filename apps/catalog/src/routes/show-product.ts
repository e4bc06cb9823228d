import { problem } from '@commerce/contracts/problems';
import { canonicalSku, Sku } from '@commerce/contracts/money';
import { answerVersion, checked, refuseQuery, shape, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { Type } from 'typebox';
import { readProduct } from '../store/products.ts';

const parameters = shape(Type.Object({ sku: Sku }));

/** GET /products/{sku}. */
export function showProduct(database: Database): Route {
  return {
    method: 'GET',
    path: '/products/:sku',
    around: [refuseQuery],
    async handle(ctx, params) {
      const sku = canonicalSku(checked(parameters, { sku: params['sku'] }).sku);
      const product = await readProduct(database, sku);
      if (product === undefined) throw problem('product-not-found', `${sku} is not sold here.`);
      answerVersion(ctx, product.version);
      ctx.body = product;
    },
  };
}
