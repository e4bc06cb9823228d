import type { LineUnits, OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected, type Decision } from '@commerce/runtime/streams';
import { sum } from './amounts.ts';
import {
  amountUpTo,
  returnableUnits,
  selectUnits,
  withStatus,
  type Fulfilment,
  type FulfilmentFact,
  type Return,
} from './fulfilment.ts';
import type { ConfirmedOrder } from './shipping.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface RequestReturn {
  type: 'RequestReturn';
  returnId: string;
  /** Absent: everything that was shipped and has not come back. */
  lines?: { sku: string; quantity: number }[] | undefined;
  /** Why, in words, sealed. */
  personal?: string | undefined;
  /** Days after the last dispatch in which units can be sent back. */
  windowDays: number;
  now: string;
}

export interface RecordReturnReceived {
  type: 'RecordReturnReceived';
  returnId: string;
  now: string;
}

export interface RecordReturned {
  type: 'RecordReturned';
  returnId: string;
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
  { returnId, lines, personal, windowDays, now }: RequestReturn,
  { placing, fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  if (findReturn(fulfilment, returnId) !== undefined) return accepted();
  const selection = selectUnits(fulfilment, lines, { can: returnableUnits, lastFirst: true });
  if (!selection.ok) {
    const { sku, can } = selection;
    return rejected('return-exceeds-shipped', `Only ${can} units of ${sku} can be sent back.`, sku);
  }
  if (selection.lines.length === 0) {
    return rejected('nothing-to-return', 'No unit of the order is with the customer.');
  }
  const lastShipped = fulfilment.shipments.at(-1)?.shippedAt ?? now;
  if (Date.parse(now) - Date.parse(lastShipped) > windowDays * DAY_MS) {
    return rejected('return-window-closed', `Units come back within ${windowDays} days.`);
  }
  const amountMinor = refundFor(fulfilment, selection.lines);
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderReturnRequested.v2',
      data: {
        returnId,
        lines: selection.lines,
        ...(personal === undefined ? {} : { personal }),
        refundAmount: { amountMinor, currency: placing.total.currency },
        requestedAt: now,
      },
    }),
  );
}

/** Tells that the units of a return have arrived. Rejects with return-not-found. */
export function recordReturnReceived(
  { returnId, now }: RecordReturnReceived,
  { fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  const found = findReturn(fulfilment, returnId);
  if (found === undefined) return returnNotFound();
  switch (found.status) {
    case 'requested':
      return accepted(
        withStatus(fulfilment, {
          type: 'OrderReturnReceived.v1',
          data: { returnId, receivedAt: now },
        }),
      );
    case 'received':
    case 'returned':
    case 'declined':
      return accepted();
  }
}

/**
 * What is refunded for units beside what was promised for others. With all of them the sum is what
 * was captured, to the penny, also when a return in between was declined.
 */
function refundFor(fulfilment: Fulfilment, units: LineUnits[]): number {
  const more = new Map(units.map(({ line, quantity }) => [line, quantity]));
  const after = amountUpTo(
    fulfilment,
    ({ returning, returned }, index) => returning + returned + (more.get(index) ?? 0),
  );
  const promised = fulfilment.returns
    .filter(({ status }) => status !== 'declined')
    .map(({ refundMinor }) => refundMinor);
  return Math.max(0, after - sum(promised));
}

/** Ends a return whose units are restocked and refunded. Rejects with return-not-received. */
export function recordReturned(
  { returnId, now }: RecordReturned,
  { fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  return endReturn(fulfilment, {
    type: 'OrderReturned.v1',
    data: { returnId, returnedAt: now },
  });
}

/** Ends a return that is undone: its units are the customer's. Rejects with return-not-received. */
export function recordReturnDeclined(
  { returnId, now }: RecordReturnDeclined,
  { fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  return endReturn(fulfilment, {
    type: 'OrderReturnDeclined.v1',
    data: { returnId, declinedAt: now },
  });
}

type EndOfReturn = Extract<FulfilmentFact, { type: 'OrderReturned.v1' | 'OrderReturnDeclined.v1' }>;

// Only units that have arrived can come to an end, and that once: the first end stays.
function endReturn(fulfilment: Fulfilment, end: EndOfReturn): Decision<OrderEvent> {
  const found = findReturn(fulfilment, end.data.returnId);
  if (found === undefined) return returnNotFound();
  switch (found.status) {
    case 'requested':
      return rejected('return-not-received', 'The units of this return have not arrived.');
    case 'received':
      return accepted(withStatus(fulfilment, end));
    case 'returned':
    case 'declined':
      return accepted();
  }
}

/** A return of the order by its id. */
export function findReturn({ returns }: Fulfilment, returnId: string): Return | undefined {
  return returns.find((one) => one.returnId === returnId);
}

function returnNotFound(): Decision<OrderEvent> {
  return rejected('return-not-found', 'The order has no such return.');
}
