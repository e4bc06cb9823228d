import type { Gateway } from '../gateway.ts';
import type { Replayed } from '../replay-orders.ts';
import type { OrderGivenBack } from '../replay-take-backs.ts';
import type { NetFigures, ReplayFigures } from '../summary.ts';
import type { Databases } from './databases.ts';

/** What is verified, and where the checks may look. */
export type Subject = {
  file: string;
  invoices: number | 'all';
  /** How many invoices of the replay have a sellable line. */
  ordersExpected: number;
  /** How many cancellations of lines and returns the file asks for. */
  takeBacksExpected: number;
  figures: ReplayFigures & NetFigures;
  replayed: Replayed[];
  /** What the orders gave back, as the gateway tells it once all is settled. */
  givenBack: OrderGivenBack[];
  /** What went wrong while it was taken back. */
  takeBackFailures: string[];
  databases: Databases;
  gateway: Gateway;
};

export type Verdict = { ok: boolean; detail: string };

/** Most differences that a verdict lists. */
const MAX_LISTED = 3;

/** Holds when there is no fault; else lists the first few and counts all. */
export function verdict(faults: string[], detail: string): Verdict {
  if (faults.length === 0) return { ok: true, detail };
  const more = faults.length > MAX_LISTED ? `; ${faults.length - MAX_LISTED} more` : '';
  return { ok: false, detail: faults.slice(0, MAX_LISTED).join('; ') + more };
}
