import type { OrderDiff } from '@commerce/contracts/order/order-api';
import type { OrderDeps } from '../deps.ts';
import { changesBetween } from '../domain/changes.ts';
import { orderAfter } from '../domain/order-history.ts';
import { readHistory, wrongMoment } from './read-history.ts';
import { showEvents } from './show-events.ts';

/** What changed in an order between two moments, and by which events. Rejects as readHistory(). */
export async function diffOrder(
  deps: Pick<OrderDeps, 'streams' | 'personal' | 'ownerOf' | 'log' | 'returnWindow'>,
  id: string,
  moments: { from: string; to: string },
): Promise<OrderDiff> {
  const { events, counts } = await readHistory(deps, id, moments);
  const { from, to } = counts;
  if (from > to) throw wrongMoment('from', 'is after /to');
  return {
    id,
    from,
    to,
    events: await showEvents(deps, events.slice(from, to)),
    changes: changesBetween(
      orderAfter(id, events, from, deps.returnWindow),
      orderAfter(id, events, to, deps.returnWindow),
    ),
  };
}
