import type { Outbox } from '@commerce/runtime/outbox';
import type { Database } from '@commerce/runtime/postgres';

/** What the use cases of the catalog work with. */
export interface CatalogDeps {
  database: Database;
  outbox: Pick<Outbox, 'enqueue'>;
}
