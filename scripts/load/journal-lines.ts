// What the generator writes while it runs, a line of JSON each. Times are milliseconds since 1970.

/** A virtual user has arrived. */
export interface Arrival {
  kind: 'arrival';
  at: number;
}

/** A request was answered, or never will be. */
export interface Answer {
  kind: 'answer';
  /** When the request was sent. */
  at: number;
  /** Until the whole answer was read, ms. */
  ms: number;
  operation: string;
  /** 0 if there was no answer. */
  status: number;
  /** The code of the problem, or why there was no answer. */
  code?: string;
  /** What is wrong with it: not what the API promises, or not what the scenario allows. */
  fault?: string;
  /** The order that a good answer shows, how many events it has, and the key of the request that placed it. */
  order?: string;
  version?: number;
  state?: string;
  key?: string;
}

/** What the generator itself used in the last second. */
export interface GeneratorUse {
  kind: 'generator';
  at: number;
  /** CPU time by wall time: 1 is a whole core. */
  cores: number;
  /** 99th percentile of the delay of its event loop, ms. */
  delayMs: number;
}

export type JournalLine = Arrival | Answer | GeneratorUse;

/** Problems that ask for the same request once more, under the same key. */
export const REPEATED = ['unavailable', 'overloaded', 'request-in-flight'];

/** What the processors need to know of a run: the file that `COMMERCE_LOAD_RUN` names. */
export interface LoadRun {
  gatewayUrl: string;
  /** The simulated payment provider, if it is there. */
  providerUrl?: string;
  clients: Record<'shop' | 'warehouse', { id: string; secret: string }>;
  accounts: { email: string; password: string; role: string }[];
  webhookSecret?: string;
  skus: string[];
  draw: 'evenly' | 'zipf';
  /** The file to append journal lines to. */
  journal: string;
  /** Problems that are no fault in any request of the scenario. */
  may: string[];
}
