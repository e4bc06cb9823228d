import type { Subject, Verdict } from './subject.ts';
import { verdict } from './subject.ts';

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/**
 * Checks that every invoice with a sellable line became one separate order with the expected end.
 */
export async function everyInvoiceBecameAnOrder({
  replayed,
  ordersExpected,
}: Pick<Subject, 'replayed' | 'ordersExpected'>): Promise<Verdict> {
  const failures = countBy(replayed.flatMap((one) => ('failure' in one ? [one.failure] : [])));
  const ended = replayed.flatMap((one) => ('order' in one ? [one.order] : []));
  const cancelled = replayed.filter(
    (one) => 'order' in one && one.order.status === 'cancelled' && !one.wasConfirmed,
  ).length;
  const faults = [...failures].map(([reason, count]) => `${count} failed: ${reason}`);
  if (cancelled > 0) faults.push(`${cancelled} were cancelled without being confirmed`);
  const different = new Set(ended.map(({ id }) => id)).size;
  if (failures.size === 0 && different !== ordersExpected) {
    faults.push(`${different} different orders for ${ordersExpected} invoices`);
  }
  return verdict(faults, `${ordersExpected} orders`);
}
