import { catalogOperations } from '@commerce/contracts/catalog/operations';
import { route } from '@commerce/runtime/app';
import type { CatalogDeps } from '../deps.ts';
import { createProduct } from '../use-cases/create-product.ts';

export const createProductRoute = route(
  catalogOperations.createProduct,
  async (deps: CatalogDeps, { body }, ctx) => {
    const { product, created } = await createProduct(deps, body);
    ctx.status = created ? 201 : 200;
    if (created) ctx.set('location', `/products/${product.sku}`);
    ctx.body = product;
  },
);
