import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type {
  LocatedUnits,
  Shortage,
  Units,
} from '@commerce/contracts/inventory/reservation-actor';
import { availableBySku, mergeLines, type Allocate, type AvailableStock } from './allocation.ts';

/** The units that an order wants to hold. */
export interface Hold {
  orderId: string;
  lines: readonly Units[];
  policy: FulfilmentPolicy;
  correlationId: string;
}

/** A hold that is granted: the units it takes, leaves out and backorders. */
export interface GrantedHold {
  outcome: 'held';
  allocations: LocatedUnits[];
  /** Lines of a partial hold with fewer units than requested. */
  shortfall: Shortage[];
  backordered: Units[];
}

/** The decision on one hold. */
export type HoldPlan = GrantedHold | { outcome: 'short'; lines: Shortage[] };

/**
 * Decides holds one after another, each on the stock that the ones before it leave. Units that
 * earlier orders have backordered are not available.
 */
export function planHolds(
  holds: readonly Pick<Hold, 'lines' | 'policy'>[],
  { stock, backordered }: { stock: readonly AvailableStock[]; backordered: readonly Units[] },
  allocate: Allocate,
): HoldPlan[] {
  const left = Map.groupBy(stock, ({ sku }) => sku);
  for (const { sku, quantity } of backordered) left.set(sku, setAside(left.get(sku), quantity));
  return holds.map(({ lines, policy }) => {
    const merged = mergeLines(lines);
    const rows = merged.flatMap(({ sku }) => left.get(sku) ?? []);
    const plan = planHold({ lines: merged, policy }, rows, allocate);
    if (plan.outcome === 'held') takeFrom(left, plan.allocations);
    return plan;
  });
}

/**
 * Decides one hold of merged lines. `all` and `split` take every line in full or nothing.
 * `partial` takes what is available and leaves out the shortfall, unless no unit is available.
 * `backorder` takes what is available and backorders the rest.
 */
export function planHold(
  { lines, policy }: Pick<Hold, 'lines' | 'policy'>,
  stock: readonly AvailableStock[],
  allocate: Allocate,
): HoldPlan {
  const available = availableBySku(stock);
  const shortages = lines
    .map(({ sku, quantity }) => ({ sku, requested: quantity, available: available.get(sku) ?? 0 }))
    .filter((line) => line.available < line.requested);
  const held = (taken: readonly Units[]): GrantedHold => ({
    outcome: 'held',
    allocations: allocate(taken, stock),
    shortfall: [],
    backordered: [],
  });
  if (shortages.length === 0) return held(lines);
  const takeable = lines
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, available.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  switch (policy) {
    case 'all':
    case 'split':
      return { outcome: 'short', lines: shortages };
    case 'partial':
      if (takeable.length === 0) return { outcome: 'short', lines: shortages };
      return { ...held(takeable), shortfall: shortages };
    case 'backorder':
      return {
        ...held(takeable),
        backordered: shortages.map(({ sku, requested, available: has }) => ({
          sku,
          quantity: requested - has,
        })),
      };
  }
}

/** The rows of a product without its backordered units, taken from the smallest rows first. */
function setAside(rows: readonly AvailableStock[] = [], backordered: number): AvailableStock[] {
  let left = backordered;
  return rows
    .toSorted((a, b) => a.available - b.available)
    .map((row) => {
      const aside = Math.min(left, Math.max(0, row.available));
      left -= aside;
      return { ...row, available: row.available - aside };
    });
}

function takeFrom(left: Map<string, AvailableStock[]>, allocations: readonly LocatedUnits[]): void {
  for (const { sku, location, quantity } of allocations) {
    const rows = left.get(sku) ?? [];
    left.set(
      sku,
      rows.map((row) =>
        row.location === location ? { ...row, available: row.available - quantity } : row,
      ),
    );
  }
}
