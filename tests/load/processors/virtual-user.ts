import type { Call } from '../../../scripts/load/scenario-form.ts';

/** What a virtual user knows, by the names that scenarios use in `{{ }}`. */
export interface Known {
  /** The row of data/shoppers.csv. */
  name: string;
  line: string;
  city: string;
  postalCode: string;
  email: string;
  sku: string;
  /** The account that it signs in with. */
  account: { email: string; password: string };
  /** A key for requests that are repeated. */
  key: string;
  /** The last order that an answer showed, and the ids of its newest parts. */
  order?: { id: string };
  returnId?: string;
  shipmentId?: string;
  refundId?: string;
  refreshToken?: string;
  accessToken?: string;
  cursor?: string;
  /** Set after a problem that the scenario allows: it sends nothing more. */
  isOver?: boolean;
  /** Of a request that is sent until it has an answer: its key, how often it was sent, and whether it must be again. */
  repeated?: { key: string; tries: number; isAsked: boolean };
  /** What is wrong with the last answer, or ''. The plugin `expect` compares it. */
  fault?: string;
}

/** Artillery's context of a virtual user. */
export interface Context {
  vars: Known;
}

/** Artillery's parameters of a request. `load` is the call of the scenario. */
export interface Request {
  load: Call;
  method: string;
  url: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: string;
  sentAt?: number;
  key?: string;
}

/** The part of a response that artillery passes to a processor. */
export interface Response {
  statusCode: number;
  headers: Record<string, string | undefined>;
  body: string;
}

/** Artillery's metrics of the run. */
export interface Metrics {
  emit(kind: 'counter' | 'histogram', name: string, value: number): void;
}
