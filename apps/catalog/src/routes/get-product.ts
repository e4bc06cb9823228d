import { catalogOperations } from '@commerce/contracts/catalog/operations';
import { canonicalSku } from '@commerce/contracts/money';
import { problem } from '@commerce/platform/problem';
import { route } from '@commerce/runtime/app';
import { answerVersion } from '@commerce/runtime/http';
import type { CatalogDeps } from '../deps.ts';
import { readProduct } from '../store/products.ts';

export const getProductRoute = route(
  catalogOperations.getProduct,
  async ({ database }: CatalogDeps, { params }, ctx) => {
    const sku = canonicalSku(params.sku);
    const product = await readProduct(database, sku);
    if (product === undefined) throw problem('product-not-found', `${sku} is not sold here.`);
    answerVersion(ctx, product.version);
    ctx.body = product;
  },
);
