import { isFinished, readReplayedOrders } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** Checks that every replayed order has a stream, and that it is finished. */
export async function noOrderIsLeftUnfinished({
  databases,
  replayed,
}: Pick<Subject, 'databases' | 'replayed'>): Promise<Verdict> {
  const stored = new Map(
    (await readReplayedOrders(databases.order, replayed)).map((order) => [order.id, order]),
  );
  const faults = replayed.flatMap((one) => {
    if ('failure' in one) return [];
    const order = stored.get(one.order.id);
    if (!order) return [`${one.order.id} has no events`];
    const last = order.events.at(-1)?.type ?? 'nothing';
    return isFinished(order) ? [] : [`${order.id} is at ${last}`];
  });
  return verdict(faults, `${stored.size} orders are finished`);
}
