import type { LocatedUnits, Units } from '@commerce/contracts/inventory/reservation-actor';

/** Units of a product that one location can still give. */
export interface AvailableStock {
  sku: string;
  location: string;
  available: number;
  /** Of the location: units are taken from the lower number first. */
  priority: number;
}

/**
 * Allocates lines in full to locations. Each product is on one line, and no line has more units
 * than are available. To take units from elsewhere, replace this one function.
 */
export type Allocate = (
  lines: readonly Units[],
  stock: readonly AvailableStock[],
) => LocatedUnits[];

interface Place {
  location: string;
  priority: number;
  /** Units by product. */
  units: Map<string, number>;
  total: number;
}

/** One line per product, in the order of first mention, with the units of all its lines. */
export function mergeLines(lines: readonly Units[]): Units[] {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  }
  return Array.from(quantities, ([sku, quantity]) => ({ sku, quantity }));
}

/** The available units of each product, summed over all locations. */
export function availableBySku(stock: readonly AvailableStock[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { sku, available } of stock) {
    sums.set(sku, (sums.get(sku) ?? 0) + Math.max(0, available));
  }
  return sums;
}

/**
 * Allocates to as few packages as it can find. If any location has everything, it takes the first
 * of these by priority, then the one with the most units of these products, then by name.
 * Otherwise it takes, again and again, the location that covers most of what is missing, the first
 * by the same order among equals.
 */
export const fewestPackages: Allocate = (lines, stock) => {
  const missing = new Map(lines.map(({ sku, quantity }) => [sku, quantity]));
  const places = placesOf(missing, stock);
  const allocations: LocatedUnits[] = [];
  const take = (place: Place) => {
    for (const [sku, quantity] of missing) {
      const taken = Math.min(quantity, place.units.get(sku) ?? 0);
      if (taken === 0) continue;
      allocations.push({ sku, location: place.location, quantity: taken });
      if (taken === quantity) missing.delete(sku);
      else missing.set(sku, quantity - taken);
    }
    places.delete(place);
  };
  const whole = [...places].filter((place) => lines.every((line) => hasAll(place, line)));
  const only = whole.sort(byPriority)[0];
  if (only !== undefined) take(only);
  while (missing.size > 0) {
    const next = widest(places, missing);
    if (next === undefined) throw new RangeError('a line has more units than are available');
    take(next);
  }
  return allocations;
};

function placesOf(missing: Map<string, number>, stock: readonly AvailableStock[]): Set<Place> {
  const places = new Map<string, Place>();
  for (const { sku, location, available, priority } of stock) {
    if (available <= 0 || !missing.has(sku)) continue;
    const place = places.get(location) ?? { location, priority, units: new Map(), total: 0 };
    place.units.set(sku, available);
    place.total += available;
    places.set(location, place);
  }
  return new Set(places.values());
}

function hasAll({ units }: Place, { sku, quantity }: Units): boolean {
  return (units.get(sku) ?? 0) >= quantity;
}

function widest(places: Set<Place>, missing: Map<string, number>): Place | undefined {
  let best: { place: Place; covered: number } | undefined;
  for (const place of places) {
    let covered = 0;
    for (const [sku, quantity] of missing) {
      covered += Math.min(quantity, place.units.get(sku) ?? 0);
    }
    if (covered === 0 || covered < (best?.covered ?? 0)) continue;
    const wins = best === undefined || covered > best.covered || byPriority(place, best.place) < 0;
    if (wins) best = { place, covered };
  }
  return best?.place;
}

function byPriority(a: Place, b: Place): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.total !== b.total) return b.total - a.total;
  return a.location < b.location ? -1 : 1;
}
