import { problem } from '@commerce/contracts/problems';
import { canonicalSku, Sku } from '@commerce/contracts/money';
import {
  answerVersion,
  validate,
  refuseQuery,
  compileSchema,
  type Route,
} from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { Type } from 'typebox';
import { readProduct } from '../store/products.ts';

const parameters = compileSchema(Type.Object({ sku: Sku }));

/** GET /products/{sku}. */
export function showProduct(database: Database): Route {
  return {
    method: 'GET',
    path: '/products/:sku',
    middleware: [refuseQuery],
    async handle(ctx, params) {
      const sku = canonicalSku(validate(parameters, { sku: params['sku'] }).sku);
      const product = await readProduct(database, sku);
      if (product === undefined) throw problem('product-not-found', `${sku} is not sold here.`);
      answerVersion(ctx, product.version);
      ctx.body = product;
    },
  };
}
