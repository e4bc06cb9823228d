import type { LocatedUnits, Units } from '@commerce/contracts/inventory/reservation-actor';
import { canonicalSku } from '@commerce/contracts/sku';

/** Units as a caller or an event names them, by the keys of their SKUs. */
export function canonicalUnits(units: readonly Units[]): Units[] {
  return units.map(({ sku, quantity }) => ({ sku: canonicalSku(sku), quantity }));
}

/** The units of each product, over all rows. */
export function unitsBySku(rows: readonly Units[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of rows) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return sums;
}

/** One row per product and location, in the order of first mention, with the units of all. */
export function withUnits(
  rows: readonly LocatedUnits[],
  more: readonly LocatedUnits[],
): LocatedUnits[] {
  const merged = new Map<string, LocatedUnits>();
  for (const { sku, location, quantity } of [...rows, ...more]) {
    const key = `${sku}/${location}`;
    merged.set(key, { sku, location, quantity: (merged.get(key)?.quantity ?? 0) + quantity });
  }
  return [...merged.values()];
}

/**
 * Takes units of products from rows, the first row first, at most the `wanted` ones: what is taken is
 * counted off there. `left` keeps the order of the rows.
 */
export function takeFirst(
  rows: readonly LocatedUnits[],
  wanted: Map<string, number>,
): { taken: LocatedUnits[]; left: LocatedUnits[] } {
  const taken: LocatedUnits[] = [];
  const left: LocatedUnits[] = [];
  for (const row of rows) {
    const missing = wanted.get(row.sku) ?? 0;
    const quantity = Math.min(row.quantity, missing);
    if (quantity > 0) {
      wanted.set(row.sku, missing - quantity);
      taken.push({ ...row, quantity });
    }
    if (quantity < row.quantity) left.push({ ...row, quantity: row.quantity - quantity });
  }
  return { taken, left };
}

/** Like takeFirst(), but takes from the last row first. */
export function takeLast(
  rows: readonly LocatedUnits[],
  wanted: Map<string, number>,
): { taken: LocatedUnits[]; left: LocatedUnits[] } {
  const { taken, left } = takeFirst(rows.toReversed(), wanted);
  return { taken, left: left.toReversed() };
}
