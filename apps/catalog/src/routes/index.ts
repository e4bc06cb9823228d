import type { Route } from '@commerce/runtime/http';
import type { CatalogDeps } from '../deps.ts';
import { createProductRoute } from './create-product.ts';
import { showProduct } from './show-product.ts';

/** Every HTTP operation of the app. */
export function catalogRoutes(deps: CatalogDeps): Route[] {
  return [createProductRoute(deps), showProduct(deps.database)];
}
