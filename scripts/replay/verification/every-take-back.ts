import type { GivenBack } from '../order-history.ts';
import type { OrderGivenBack } from '../replay-take-backs.ts';
import type { TakeBack } from '../take-backs.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

function describeUnits(units: Iterable<readonly [sku: string, quantity: number]>): string {
  return [...units]
    .map(([sku, quantity]) => `${quantity} ${sku}`)
    .sort()
    .join(', ');
}

function describeTakeBack({ kind, lines }: TakeBack): string {
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const units = lines.map(({ sku, quantity }) => [sku, quantity] as const);
  return `${kind} of ${describeUnits(units)} for ${amountMinor}`;
}

function describeGivenBack(given: GivenBack | undefined): string {
  if (given === undefined) return 'nothing';
  const { kind, units, amountMinor, done } = given;
  const what = `${kind} of ${describeUnits(units)} for ${amountMinor}`;
  return done ? what : `unfinished ${what}`;
}

/** The faults of an order: it gave back what the file takes back, each in its turn. */
export function compareGivenBack({ orderId, takeBacks, givenBack }: OrderGivenBack): string[] {
  return takeBacks.flatMap((takeBack, index) => {
    const expected = describeTakeBack(takeBack);
    const found = describeGivenBack(givenBack[index]);
    return expected === found
      ? []
      : [`${orderId}, ${takeBack.cancellationNo}: ${found} in place of ${expected}`];
  });
}

/** Every match of a cancellation gave back its units at their price, in the way that was due. */
export async function everyTakeBackTookEffect({
  givenBack,
  takeBackFailures,
  takeBacksExpected,
}: Pick<Subject, 'givenBack' | 'takeBackFailures' | 'takeBacksExpected'>): Promise<Verdict> {
  const takeBacks = givenBack.flatMap((order) => order.takeBacks);
  const missing = takeBacksExpected - takeBacks.length;
  const faults = [
    ...takeBackFailures,
    ...givenBack.flatMap(compareGivenBack),
    ...(missing > 0 ? [`${missing} are about invoices that became no order`] : []),
  ];
  const returns = takeBacks.filter(({ kind }) => kind === 'return').length;
  return verdict(faults, `${takeBacks.length - returns} cancellations, ${returns} returns`);
}
