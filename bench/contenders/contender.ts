import type { Endpoint } from '../load/order-endpoint.ts';

/** A row count of a contender's database: the actual count and the expected count at rest. */
export interface RowCount {
  what: string;
  found: number;
  expected: number;
}

/** A process of a contender. Its children are included. */
export interface ContenderProcess {
  name: string;
  pid: number;
}

/** A running contender that takes orders. */
export interface RunningContender {
  /** The endpoints by name; each is measured. */
  endpoints: { name: string; endpoint: Endpoint }[];
  /** Products with enough stock for any run. */
  skus: string[];
  /**
   * All processes that spend CPU on its orders, including the database but not the load generator.
   */
  processes: () => ContenderProcess[];
  /** The row counts of its database at rest, for a number of confirmed orders. */
  countRows: (orders: number) => Promise<RowCount[]>;
  /** Faults that row counts do not show; checked once, at rest. */
  findFaults?: () => Promise<string[]>;
  versions: Record<string, string>;
  /** The administrator's URL of its PostgreSQL. */
  databaseServerUrl: string;
  /** Its data directory, whose size on disk is measured. */
  dataDir: string;
  stop: () => Promise<void>;
}

/** An implementation of orders, to compare with others. */
export interface Contender {
  name: string;
  title: string;
  /** The store that makes it durable. */
  durableIn: string;
  isOurs: boolean;
  /** Whether it is part of a quick comparison. */
  isQuick: boolean;
  /** Fetches or builds missing prerequisites; not part of any figure. */
  prepare?: () => Promise<void>;
  /**
   * Starts it on an empty data directory. Throws if it does not start; then nothing is left
   * running.
   */
  start: (dataDir: string) => Promise<RunningContender>;
}

/** Units of stock of each product: more than any run uses. */
export const STOCK_PER_PRODUCT = 100_000_000;
export const PRODUCTS = 200;
export const LINES_PER_ORDER = 3;

/** The wrong counts, as text. */
export function faultsOf(counts: RowCount[]): string[] {
  return counts
    .filter(({ found, expected }) => found !== expected)
    .map(({ what, found, expected }) => `${what}: ${found} instead of ${expected}`);
}
