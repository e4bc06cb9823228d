import { catalogOperations } from '@commerce/contracts/catalog/operations';
import { problem } from '@commerce/platform/problem';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import { answerVersion } from 'dapr-actor-runtime/http';
import type { CatalogDeps } from '../deps.ts';
import { readProduct } from '../store/products.ts';
import { createProduct } from '../use-cases/create-product.ts';

/** Products and their prices. */
export const productRoutes: AppRoute<CatalogDeps>[] = [
  route(catalogOperations.createProduct, async (deps, { body }, ctx) => {
    const { product, created } = await createProduct(deps, body);
    ctx.status = created ? 201 : 200;
    if (created) ctx.set('location', `/products/${encodeURIComponent(product.sku)}`);
    ctx.body = product;
  }),

  route(catalogOperations.getProduct, async ({ database }, { params }, ctx) => {
    const product = await readProduct(database, params.sku);
    if (product === undefined) {
      throw problem('product-not-found', `${params.sku} is not sold here.`);
    }
    answerVersion(ctx, product.version);
    ctx.body = product;
  }),
];
