import type { Outbox } from 'dapr-actor-runtime/outbox';
import type { Database } from 'dapr-actor-runtime/postgres';

/** What the use cases of the catalog work with. */
export interface CatalogDeps {
  database: Database;
  outbox: Pick<Outbox, 'enqueue'>;
}
