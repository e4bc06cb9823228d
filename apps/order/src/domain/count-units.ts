import type { LineUnits } from '@commerce/contracts/order/order-units';
import type { Fulfilment, LineProgress } from './order-state.ts';

/** The lines with units added to, or with sign -1 taken off, one of their counts. */
export function countUnits(
  fulfilment: Fulfilment,
  units: LineUnits[],
  count: 'cancelled' | 'shipped' | 'delivered' | 'returning' | 'returned',
  sign: 1 | -1 = 1,
): LineProgress[] {
  const byLine = new Map(units.map(({ line, quantity }) => [line, quantity]));
  return fulfilment.lines.map((line, index) => {
    const quantity = byLine.get(index);
    return quantity === undefined ? line : { ...line, [count]: line[count] + sign * quantity };
  });
}
