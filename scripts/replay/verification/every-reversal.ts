import type { ActualReversal } from '../order-history.ts';
import type { OrderActualReversals } from '../replay-reversals.ts';
import type { Reversal } from '../reversals.ts';
import { unitsBySku } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

function describeUnits(units: Iterable<readonly [sku: string, quantity: number]>): string {
  return [...units]
    .map(([sku, quantity]) => `${quantity} ${sku}`)
    .sort()
    .join(', ');
}

function describeReversal({ kind, lines }: Reversal): string {
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const units = [...unitsBySku(lines)];
  return `${kind} of ${describeUnits(units)} for ${amountMinor}`;
}

function describeActualReversal(given: ActualReversal | undefined): string {
  if (given === undefined) return 'nothing';
  const { kind, units, amountMinor, done } = given;
  const what = `${kind} of ${describeUnits(units)} for ${amountMinor}`;
  return done ? what : `unfinished ${what}`;
}

/** The differences between the expected and the actual reversals of an order, in order. */
export function compareReversals({
  orderId,
  reversals,
  actualReversals,
}: OrderActualReversals): string[] {
  return reversals.flatMap((reversal, index) => {
    const expected = describeReversal(reversal);
    const found = describeActualReversal(actualReversals[index]);
    return expected === found
      ? []
      : [`${orderId}, ${reversal.cancellationNo}: ${found} instead of ${expected}`];
  });
}

/**
 * Checks that every matched cancellation was reversed: its units, at their price, as the expected
 * kind.
 */
export async function everyReversalTookEffect({
  actualReversals,
  reversalFailures,
  reversalsExpected,
}: Pick<Subject, 'actualReversals' | 'reversalFailures' | 'reversalsExpected'>): Promise<Verdict> {
  const reversals = actualReversals.flatMap((order) => order.reversals);
  const missing = reversalsExpected - reversals.length;
  const faults = [
    ...reversalFailures,
    ...actualReversals.flatMap(compareReversals),
    ...(missing > 0 ? [`${missing} belong to invoices without an order`] : []),
  ];
  const returns = reversals.filter(({ kind }) => kind === 'return').length;
  return verdict(faults, `${reversals.length - returns} cancellations, ${returns} returns`);
}
