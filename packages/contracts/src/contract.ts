import type { TSchema } from 'typebox';
import type { Operation } from './operation.ts';

/** The public face of an app: everything that other apps, clients and webhooks know of it. */
export interface Contract {
  /** The HTTP operations by id. */
  operations: Readonly<Record<string, Operation>>;
  /** The schemas of the API by their names in the OpenAPI documents. */
  schemas: Readonly<Record<string, TSchema>>;
  /** The topics that the app publishes on. */
  topics: Readonly<Record<string, Topic>>;
}

/** The events of a topic: their types with the schemas of their data. */
export interface Topic {
  /** Public events: other apps and webhooks may consume them. */
  public: Readonly<Record<string, TSchema>>;
  /** Private events: only the app that publishes them consumes them. */
  private: Readonly<Record<string, TSchema>>;
}
