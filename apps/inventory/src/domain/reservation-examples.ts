import type { ReservedUnits } from './reservation.ts';

/** Why the units of the examples move. */
export const cause = { orderId: 'o1', operationId: 'op', correlationId: 'why' };

/** Units of cups. */
export const cups = (quantity: number) => [{ sku: 'CUP', quantity }];

/** Cups at a location. */
export const at = (location: string, quantity: number) => ({ sku: 'CUP', location, quantity });

/** A reservation of four cups in the east, two in the west, and what is said otherwise. */
export function reserved(
  status: ReservedUnits['status'],
  units: Partial<Omit<ReservedUnits, 'status'>> = {},
): ReservedUnits {
  return {
    status,
    lines: [at('east', 4), at('west', 2)],
    shipped: [],
    leftAtCommit: null,
    backordered: [],
    ...units,
  };
}

/** The sum of some units. */
export function total(units: readonly { quantity: number }[]): number {
  return units.reduce((sum, { quantity }) => sum + quantity, 0);
}
