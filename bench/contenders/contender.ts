import type { Door } from '../load/order-door.ts';

/** A row count of a contender's database: what is there, and what must be there at rest. */
export interface RowCount {
  what: string;
  found: number;
  expected: number;
}

/** A process of a contender. Its children count as it. */
export interface ContenderProcess {
  name: string;
  pid: number;
}

/** A contender that runs and takes orders. */
export interface RunningContender {
  /** Ways in, by name; each is measured. */
  doors: { name: string; door: Door }[];
  /** Products with stock enough for any run. */
  skus: string[];
  /** All that its orders cost CPU in, the database included and the load generator not. */
  processes: () => ContenderProcess[];
  /** The rows that so many confirmed orders leave at rest, counted in its database. */
  countRows: (orders: number) => Promise<RowCount[]>;
  /** Faults that counts do not show; looked for once, at rest. */
  findFaults?: () => Promise<string[]>;
  versions: Record<string, string>;
  /** The administrator's address of its PostgreSQL. */
  databaseServerUrl: string;
  /** Where its data stand; what they take on disk is measured. */
  dataDir: string;
  stop: () => Promise<void>;
}

/** A way to take orders, to compare with the others. */
export interface Contender {
  name: string;
  title: string;
  /** Where the state that makes it durable stands. */
  durableIn: string;
  isOurs: boolean;
  /** Whether a quick comparison has it. */
  isQuick: boolean;
  /** Fetches or builds what it needs and this machine does not have; not part of any figure. */
  prepare?: () => Promise<void>;
  /** Starts it on an empty data directory. Throws when it does not come up; then nothing runs. */
  start: (dataDir: string) => Promise<RunningContender>;
}

/** Units of stock of each product: no run uses them up. */
export const STOCK_PER_PRODUCT = 100_000_000;
export const PRODUCTS = 200;
export const LINES_PER_ORDER = 3;

/** The counts that are not as they must be, in words. */
export function faultsOf(counts: RowCount[]): string[] {
  return counts
    .filter(({ found, expected }) => found !== expected)
    .map(({ what, found, expected }) => `${what}: ${found} instead of ${expected}`);
}
