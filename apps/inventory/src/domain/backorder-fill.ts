import type { LocatedUnits, Units } from '@commerce/contracts/inventory/reservation-actor';
import { availableBySku, type Allocate, type AvailableStock } from './allocation.ts';
import { movementsOf, type Movement } from './movement.ts';
import type { Reservation } from './reservation.ts';

/** Backordered units of an order. A lower position came first. */
export interface Backorder extends Units {
  position: number;
  orderId: string;
}

/** The units that a backorder gets now, and how many it still lacks. */
export interface Fill {
  position: number;
  orderId: string;
  sku: string;
  allocations: LocatedUnits[];
  left: number;
}

/**
 * Allocates available units to backorders, oldest first by product; a backorder may get a part. One
 * whose order is not among the reservations blocks those behind it, so that none is overtaken.
 */
export function planFills(
  queue: readonly Backorder[],
  { reservations, stock }: { reservations: ReadonlySet<string>; stock: readonly AvailableStock[] },
  allocate: Allocate,
): Fill[] {
  const fills: Fill[] = [];
  for (const [sku, backorders] of Map.groupBy(queue, (one) => one.sku)) {
    let rows = stock.filter((row) => row.sku === sku);
    for (const { position, orderId, quantity } of backorders.toSorted(oldestFirst)) {
      const available = availableBySku(rows).get(sku) ?? 0;
      if (available === 0 || !reservations.has(orderId)) break;
      const filled = Math.min(available, quantity);
      const allocations = allocate([{ sku, quantity: filled }], rows);
      fills.push({ position, orderId, sku, allocations, left: quantity - filled });
      const taken = new Map(allocations.map((one) => [one.location, one.quantity]));
      rows = rows.map((row) => ({
        ...row,
        available: row.available - (taken.get(row.location) ?? 0),
      }));
    }
  }
  return fills;
}

/** The ledger rows of filled units, which a committed order has confirmed already. */
export function movementsOfFill(
  status: Reservation['status'],
  allocations: readonly LocatedUnits[],
  cause: { orderId: string; correlationId: string },
): Movement[] {
  const reserved = movementsOf('reserve', allocations, cause);
  return status === 'committed'
    ? [...reserved, ...movementsOf('confirm', allocations, cause)]
    : reserved;
}

function oldestFirst(a: Backorder, b: Backorder): number {
  return a.position - b.position;
}
