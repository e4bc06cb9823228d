import { statusAfter, type OrderHistory, type StoredEvent } from './order-history.ts';
import { violation, type Violation } from './violation.ts';

interface Fact {
  returnId: string;
  partId?: string;
  exchange?: { orderId: string };
  exchangeOf?: { orderId: string; returnId: string };
}

/**
 * The order of an exchange exists once, points back to its return, leaves only after units of the return have arrived,
 * and does not go on if the return ended without any.
 */
export function exchangeViolations(histories: Map<string, OrderHistory>): Violation[] {
  return [...histories.values()].flatMap((history) =>
    history.events.flatMap(({ type, data }) => {
      const { returnId, exchange } = data as Fact;
      return type === 'OrderReturnRequested.v2' && exchange !== undefined
        ? ofExchange(history, { returnId, other: histories.get(exchange.orderId), exchange })
        : [];
    }),
  );
}

function ofExchange(
  { orderId, events }: OrderHistory,
  {
    returnId,
    exchange,
    other,
  }: { returnId: string; exchange: { orderId: string }; other: OrderHistory | undefined },
): Violation[] {
  const ofReturn = eventsOfReturn(events, returnId);
  const has = (type: RegExp) => ofReturn.some((event) => type.test(event.type));
  const arrived = has(/^OrderReturnReceived\./);
  const endedEmpty =
    !arrived &&
    events.some(
      ({ type, data }) =>
        /^OrderReturn(Withdrawn|Declined|Closed)\./.test(type) &&
        (data as Fact).returnId === returnId,
    );
  if (other === undefined) {
    return endedEmpty
      ? []
      : [violation('exchanges-are-placed', orderId, `${exchange.orderId} was not placed`)];
  }
  const found: Violation[] = [];
  const { exchangeOf } = (other.events[0]?.data ?? {}) as Partial<Fact>;
  if (exchangeOf?.orderId !== orderId || exchangeOf.returnId !== returnId) {
    found.push(violation('exchanges-point-back', exchange.orderId, `not to ${returnId}`));
  }
  const status = statusAfter(other.events);
  if (endedEmpty && status !== 'cancelled' && status !== 'rejected') {
    const detail = `is ${status}, although nothing of ${returnId} came`;
    found.push(violation('exchanges-end-with-their-return', exchange.orderId, detail));
  }
  if (!arrived && other.events.some(({ type }) => type === 'OrderShipped.v1')) {
    const detail = `has shipped, although nothing of ${returnId} came`;
    found.push(violation('exchanges-ship-after-receipt', exchange.orderId, detail));
  }
  return found;
}

/** The events of a return and of its parts. */
function eventsOfReturn(events: StoredEvent[], returnId: string): StoredEvent[] {
  const ids = new Set([returnId]);
  for (const { data } of events) {
    const { returnId: of, partId } = data as Fact;
    if (partId !== undefined && of === returnId) ids.add(partId);
  }
  return events.filter(({ data }) => ids.has((data as Fact).returnId));
}
