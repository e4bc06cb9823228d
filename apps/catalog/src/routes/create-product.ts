import { CreateProduct } from '@commerce/contracts/catalog/catalog-api';
import { compileSchema, readBody, type Route } from '@commerce/runtime/http';
import type { CatalogDeps } from '../deps.ts';
import { createProduct } from '../use-cases/create-product.ts';

const createProductSchema = compileSchema(CreateProduct);

/** POST /products. */
export function createProductRoute(deps: CatalogDeps): Route {
  return {
    method: 'POST',
    path: '/products',
    async handle(ctx) {
      const { product, created } = await createProduct(
        deps,
        await readBody(ctx, createProductSchema),
      );
      ctx.status = created ? 201 : 200;
      if (created) ctx.set('location', `/products/${product.sku}`);
      ctx.body = product;
    },
  };
}
