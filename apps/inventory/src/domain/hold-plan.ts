import {
  availableBySku,
  mergeLines,
  type Allocate,
  type Allocation,
  type AvailableStock,
  type Line,
} from './allocation.ts';

/** What becomes of lines of which there is not enough. */
export type HoldPolicy = 'all' | 'partial' | 'backorder' | 'split';

/** A product of which less is available than is wanted. */
export interface Shortage {
  sku: string;
  requested: number;
  available: number;
}

/** What one hold takes, and what it leaves out or waits for; or why it takes nothing. */
export type HoldPlan =
  | { outcome: 'held'; allocations: Allocation[]; cut: Shortage[]; waiting: Line[] }
  | { outcome: 'short'; lines: Shortage[] };

/**
 * Decides holds one after another, each on the stock that the ones before it left. Units that
 * earlier orders wait for are not on offer.
 */
export function planHolds(
  holds: readonly { lines: readonly Line[]; policy: HoldPolicy }[],
  { stock, waiting }: { stock: readonly AvailableStock[]; waiting: readonly Line[] },
  allocate: Allocate,
): HoldPlan[] {
  const offer = Map.groupBy(stock, ({ sku }) => sku);
  for (const { sku, quantity } of waiting) offer.set(sku, setAside(offer.get(sku), quantity));
  return holds.map(({ lines, policy }) => {
    const merged = mergeLines(lines);
    const rows = merged.flatMap(({ sku }) => offer.get(sku) ?? []);
    const plan = planHold({ lines: merged, policy }, rows, allocate);
    if (plan.outcome === 'held') takeFrom(offer, plan.allocations);
    return plan;
  });
}

/**
 * Decides one hold of merged lines. `all` and `split` take every line in full or nothing;
 * `partial` takes what there is and cuts the rest, unless there is nothing at all; `backorder`
 * takes what there is and waits for the rest.
 */
export function planHold(
  { lines, policy }: { lines: readonly Line[]; policy: HoldPolicy },
  stock: readonly AvailableStock[],
  allocate: Allocate,
): HoldPlan {
  const available = availableBySku(stock);
  const shortages = lines
    .map(({ sku, quantity }) => ({ sku, requested: quantity, available: available.get(sku) ?? 0 }))
    .filter((line) => line.available < line.requested);
  if (shortages.length === 0) {
    return { outcome: 'held', allocations: allocate(lines, stock), cut: [], waiting: [] };
  }
  const there = lines
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, available.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  switch (policy) {
    case 'all':
    case 'split':
      return { outcome: 'short', lines: shortages };
    case 'partial':
      if (there.length === 0) return { outcome: 'short', lines: shortages };
      return { outcome: 'held', allocations: allocate(there, stock), cut: shortages, waiting: [] };
    case 'backorder':
      return {
        outcome: 'held',
        allocations: allocate(there, stock),
        cut: [],
        waiting: shortages.map(({ sku, requested, available: has }) => ({
          sku,
          quantity: requested - has,
        })),
      };
  }
}

/** The rows of a product less the units that orders wait for, taken where there are fewest. */
function setAside(rows: readonly AvailableStock[] = [], waiting: number): AvailableStock[] {
  let left = waiting;
  return rows
    .toSorted((a, b) => a.available - b.available)
    .map((row) => {
      const aside = Math.min(left, Math.max(0, row.available));
      left -= aside;
      return { ...row, available: row.available - aside };
    });
}

function takeFrom(offer: Map<string, AvailableStock[]>, allocations: readonly Allocation[]): void {
  for (const { sku, location, quantity } of allocations) {
    const rows = offer.get(sku) ?? [];
    offer.set(
      sku,
      rows.map((row) =>
        row.location === location ? { ...row, available: row.available - quantity } : row,
      ),
    );
  }
}
