import type { TSchema } from 'typebox';
import type { Operation } from './operation.ts';

/** All that other apps, clients and webhooks know of an app. */
export interface Contract {
  /** The HTTP operations by their ids. */
  operations: Readonly<Record<string, Operation>>;
  /** The schemas of the API by their names in the documents. */
  schemas: Readonly<Record<string, TSchema>>;
  /** The data of the events that the app publishes, by type, for each topic of its own. */
  topics: Readonly<Record<string, Readonly<Record<string, TSchema>>>>;
}
