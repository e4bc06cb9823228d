import { defineApp } from '@commerce/platform/app';
import type { CatalogDeps } from './deps.ts';
import { productRoutes } from './routes/products.ts';

/** Products and their prices. */
export default defineApp({
  name: 'catalog',
  uses: ['database', 'outbox', 'redis'],
  open: ({ database, outbox }): CatalogDeps => ({ database, outbox }),
  routes: productRoutes,
});
