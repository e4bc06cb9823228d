import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { returnableUnits, withStatus, type EventWithoutStatus } from './fulfilment.ts';
import { refundFor } from './inspection.ts';
import type { OrderDecision, OrderRefusal } from './order-decision.ts';
import type { ConfirmedOrder, Exchange, Fulfilment, Return } from './order-state.ts';
import { isWindowClosed, returnableUntil, type ReturnWindow } from './return-window.ts';
import { refuseSelection, selectUnits, type RequestedUnits } from './unit-selection.ts';

export interface RequestReturn {
  type: 'RequestReturn';
  returnId: string;
  /** Absent: everything that was shipped and has not come back. */
  lines?: readonly RequestedUnits[] | undefined;
  /** The reason in words, encrypted. */
  personal?: string | undefined;
  window: ReturnWindow;
  /** A person of the shop lets it in, whether or not the window has closed. */
  override?: WindowOverride | undefined;
  /** The order that shall be placed for it. */
  exchange?: Exchange | undefined;
  now: string;
}

interface WindowOverride {
  /** The account of the person. */
  by: string;
  /** Why, encrypted. */
  personal?: string | undefined;
}

export interface RecordReturned {
  type: 'RecordReturned';
  returnId: string;
  /** What was refunded; absent: what was announced. */
  refundedMinor?: number | undefined;
  now: string;
}

export interface RecordReturnDeclined {
  type: 'RecordReturnDeclined';
  returnId: string;
  now: string;
}

/**
 * Announces that shipped units will come back. Rejects with nothing-to-return,
 * return-exceeds-shipped or return-window-closed. The refund is what was captured for these units.
 */
export function requestReturn(
  { returnId, lines, personal, window, override, exchange, now }: RequestReturn,
  order: ConfirmedOrder,
): OrderDecision {
  const { orderDetails, fulfilment } = order;
  if (findReturn(fulfilment, returnId) !== undefined) return accepted();
  const selection = selectUnits(fulfilment, lines, returnableUnits);
  if (!selection.ok) {
    return refuseSelection(selection, {
      tooMany: 'return-exceeds-shipped',
      can: 'can be sent back',
    });
  }
  if (selection.lines.length === 0) {
    return rejected('nothing-to-return', 'No unit of the order is with the customer.');
  }
  const until = returnableUntil(fulfilment, window);
  const isClosed = isWindowClosed(until, now, window.timeZone);
  if (isClosed && override === undefined) {
    return rejected('return-window-closed', `Units could be sent back until ${until}.`);
  }
  const amountMinor = refundFor(fulfilment, selection.lines);
  return accepted(
    withStatus(order.fulfilment, {
      type: 'OrderReturnRequested.v2',
      data: {
        returnId,
        lines: selection.lines,
        ...(personal === undefined ? {} : { personal }),
        ...(isClosed && override && { windowOverride: overridden(until, override) }),
        ...(exchange && { exchange }),
        refundAmount: { amountMinor, currency: orderDetails.total.currency },
        requestedAt: now,
      },
    }),
  );
}

function overridden(until: string, { by, personal }: WindowOverride) {
  return { until, by, ...(personal === undefined ? {} : { personal }) };
}

/** Ends a return whose units are restocked and refunded. Rejects with return-not-received. */
export function recordReturned(
  { returnId, refundedMinor, now }: RecordReturned,
  order: ConfirmedOrder,
): OrderDecision {
  const announced = findReturn(order.fulfilment, returnId)?.refundMinor;
  const { currency } = order.orderDetails.total;
  const isLess = refundedMinor !== undefined && refundedMinor !== announced;
  return endReturn(order, {
    type: 'OrderReturned.v1',
    data: {
      returnId,
      ...(isLess && { refunded: { amountMinor: refundedMinor, currency } }),
      returnedAt: now,
    },
  });
}

/** Ends a return that was undone: the customer keeps the units. Rejects with return-not-received. */
export function recordReturnDeclined(
  { returnId, now }: RecordReturnDeclined,
  order: ConfirmedOrder,
): OrderDecision {
  return endReturn(order, {
    type: 'OrderReturnDeclined.v1',
    data: { returnId, declinedAt: now },
  });
}

type EndOfReturn = Extract<
  EventWithoutStatus,
  { type: 'OrderReturned.v1' | 'OrderReturnDeclined.v1' }
>;

// Only a return whose units have arrived can end, and only once: the first end counts.
function endReturn(order: ConfirmedOrder, end: EndOfReturn): OrderDecision {
  const found = findReturn(order.fulfilment, end.data.returnId);
  if (found === undefined) return returnNotFound();
  switch (found.status) {
    case 'requested':
      return rejected('return-not-received', 'The units of this return have not arrived.');
    case 'received':
      return accepted(withStatus(order.fulfilment, end));
    case 'returned':
    case 'declined':
    case 'withdrawn':
    case 'closed':
      return accepted();
  }
}

/** A return of the order by its id. */
export function findReturn({ returns }: Fulfilment, returnId: string): Return | undefined {
  return returns.find((one) => one.returnId === returnId);
}

/** The refusal of a command on a return that the order does not have. */
export function returnNotFound(): OrderRefusal {
  return rejected('return-not-found', 'The order has no such return.');
}

/** Refuses a command that only an announced return can take. */
export function returnNotOpen({ status }: Return): OrderRefusal {
  return rejected('return-not-open', `The return is ${status}, no longer announced.`);
}
