import { defineApp } from '@commerce/platform/app';
import type { CatalogDeps } from './deps.ts';
import { createProductRoute } from './routes/create-product.ts';
import { getProductRoute } from './routes/get-product.ts';

/** Products and their prices. */
export default defineApp({
  name: 'catalog',
  uses: ['database', 'outbox'],
  open: ({ database, outbox }): CatalogDeps => ({ database, outbox }),
  routes: [createProductRoute, getProductRoute],
});
