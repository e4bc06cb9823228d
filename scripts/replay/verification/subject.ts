import type { Gateway } from '../gateway.ts';
import type { Replayed } from '../replay-orders.ts';
import type { OrderActualReversals } from '../replay-reversals.ts';
import type { NetFigures, ReplayFigures } from '../summary.ts';
import type { Databases } from './databases.ts';

/** The subject of the verification, and its data sources. */
export type Subject = {
  file: string;
  invoices: number | 'all';
  /** How many invoices of the replay have a sellable line. */
  ordersExpected: number;
  /** How many cancellations and returns the file has. */
  reversalsExpected: number;
  figures: ReplayFigures & NetFigures;
  replayed: Replayed[];
  /** The actual reversals of the orders, from the gateway after everything has settled. */
  actualReversals: OrderActualReversals[];
  /** Failures of the replayed reversals. */
  reversalFailures: string[];
  databases: Databases;
  gateway: Gateway;
};

export type Verdict = { ok: boolean; detail: string };

/** Most faults that a verdict lists. */
const MAX_LISTED = 3;

/** OK if there is no fault; otherwise lists the first few and counts the rest. */
export function verdict(faults: string[], detail: string): Verdict {
  if (faults.length === 0) return { ok: true, detail };
  const more = faults.length > MAX_LISTED ? `; ${faults.length - MAX_LISTED} more` : '';
  return { ok: false, detail: faults.slice(0, MAX_LISTED).join('; ') + more };
}
