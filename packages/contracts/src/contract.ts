import type { TSchema } from 'typebox';
import type { Operation } from './operation.ts';

/** All that other apps, clients and webhooks know of an app. */
export interface Contract {
  /** The HTTP operations by their ids. */
  operations: Readonly<Record<string, Operation>>;
  /** The schemas of the API by their names in the documents. */
  schemas: Readonly<Record<string, TSchema>>;
  /** The topics that the app publishes on. */
  topics: Readonly<Record<string, Topic>>;
}

/** The events of a topic: their types with the schemas of their data. */
export interface Topic {
  /** Other apps and webhooks may take these. */
  public: Readonly<Record<string, TSchema>>;
  /** Only the app that publishes them takes these. */
  private: Readonly<Record<string, TSchema>>;
}
