/** Units of a product that an order wants. */
export interface Line {
  sku: string;
  quantity: number;
}

/** Units of a product that one location can still give. */
export interface AvailableStock {
  sku: string;
  location: string;
  available: number;
}

/** Units of a product that an order takes from one location. */
export interface Allocation {
  sku: string;
  location: string;
  quantity: number;
}

/** A product of which all locations together have less than is wanted. */
export interface Shortage {
  sku: string;
  requested: number;
  available: number;
}

export type AllocationResult =
  { ok: true; allocations: Allocation[] } | { ok: false; shortages: Shortage[] };

/** One line a product, in the order of first mention, with the units of all its lines. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  }
  return Array.from(quantities, ([sku, quantity]) => ({ sku, quantity }));
}

/**
 * Spreads the wanted lines (each product once) over the locations: all lines in full, or none with
 * every shortage named. A line is taken from the location with the most available units, so from
 * one location alone if any has them all, and goes on with the next most only for the rest.
 * Locations with as many units come by name.
 */
export function allocate(
  lines: readonly Line[],
  stock: readonly AvailableStock[],
): AllocationResult {
  const stockBySku = Map.groupBy(stock, ({ sku }) => sku);
  const allocations: Allocation[] = [];
  const shortages: Shortage[] = [];
  for (const { sku, quantity } of lines) {
    const locations = (stockBySku.get(sku) ?? []).filter(({ available }) => available > 0);
    const available = locations.reduce((sum, location) => sum + location.available, 0);
    if (available < quantity) shortages.push({ sku, requested: quantity, available });
    else allocations.push(...take(quantity, locations));
  }
  return shortages.length > 0 ? { ok: false, shortages } : { ok: true, allocations };
}

function take(quantity: number, locations: AvailableStock[]): Allocation[] {
  const allocations: Allocation[] = [];
  let missing = quantity;
  for (const { sku, location, available } of locations.toSorted(mostAvailableFirst)) {
    if (missing === 0) break;
    const taken = Math.min(missing, available);
    allocations.push({ sku, location, quantity: taken });
    missing -= taken;
  }
  return allocations;
}

function mostAvailableFirst(a: AvailableStock, b: AvailableStock): number {
  if (a.available !== b.available) return b.available - a.available;
  return a.location < b.location ? -1 : 1;
}
