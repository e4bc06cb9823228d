import {
  availableBySku,
  type Allocate,
  type Allocation,
  type AvailableStock,
  type Line,
} from './allocation.ts';
import { movementsOf, type Movement } from './movement.ts';
import type { Reservation } from './settlement.ts';

/** Units that an order waits for; a lower position came first. */
export interface Waiting extends Line {
  position: number;
  orderId: string;
}

/** What a waiting line gets now, and how many units it still waits for. */
export interface Fill {
  position: number;
  orderId: string;
  sku: string;
  allocations: Allocation[];
  left: number;
}

/**
 * Gives free units to what waits for them, oldest first by product; a line may get a part. A line
 * whose order is not among the reservations holds up those behind it, so that none is overtaken.
 */
export function planFills(
  queue: readonly Waiting[],
  { reservations, stock }: { reservations: ReadonlySet<string>; stock: readonly AvailableStock[] },
  allocate: Allocate,
): Fill[] {
  const fills: Fill[] = [];
  for (const [sku, waiting] of Map.groupBy(queue, (one) => one.sku)) {
    let rows = stock.filter((row) => row.sku === sku);
    for (const { position, orderId, quantity } of waiting.toSorted(oldestFirst)) {
      const free = availableBySku(rows).get(sku) ?? 0;
      if (free === 0 || !reservations.has(orderId)) break;
      const given = Math.min(free, quantity);
      const allocations = allocate([{ sku, quantity: given }], rows);
      fills.push({ position, orderId, sku, allocations, left: quantity - given });
      const taken = new Map(allocations.map((one) => [one.location, one.quantity]));
      rows = rows.map((row) => ({
        ...row,
        available: row.available - (taken.get(row.location) ?? 0),
      }));
    }
  }
  return fills;
}

/** The ledger rows of units that came late: of a committed order they leave the stock at once. */
export function movementsOfFill(
  status: Reservation['status'],
  allocations: readonly Allocation[],
  cause: { orderId: string; correlationId: string },
): Movement[] {
  const held = movementsOf('hold', allocations, cause);
  return status === 'committed' ? [...held, ...movementsOf('commit', allocations, cause)] : held;
}

/** The lines of a reservation with more units: one line for each product and location. */
export function withUnits(lines: readonly Allocation[], more: readonly Allocation[]): Allocation[] {
  const merged = new Map<string, Allocation>();
  for (const one of [...lines, ...more]) {
    const key = `${one.sku}/${one.location}`;
    const quantity = (merged.get(key)?.quantity ?? 0) + one.quantity;
    merged.set(key, { ...one, quantity });
  }
  return [...merged.values()];
}

function oldestFirst(a: Waiting, b: Waiting): number {
  return a.position - b.position;
}
