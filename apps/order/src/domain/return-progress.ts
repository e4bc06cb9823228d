import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { LineUnits, ReceivedUnits } from '@commerce/contracts/order/order-units';
import { countUnits } from './count-units.ts';
import type { EventData, Fulfilment, Return } from './order-state.ts';

type ReturnEventType =
  | 'OrderReturnRequested.v1'
  | 'OrderReturnRequested.v2'
  | 'OrderReturnSplit.v1'
  | 'OrderReturnReceived.v1'
  | 'OrderReturnReceived.v2'
  | 'OrderReturned.v1'
  | 'OrderReturnDeclined.v1'
  | 'OrderReturnWithdrawn.v1'
  | 'OrderReturnClosed.v1';

/** An event of a return, before the status of the order is known. */
export type ReturnEvent = {
  [T in ReturnEventType]: { type: T; data: Omit<EventData<T>, 'status' | 'standing'> };
}[Extract<OrderEvent['type'], ReturnEventType>];

/** Copies an event of a return into the order. */
export function evolveReturn(fulfilment: Fulfilment, event: ReturnEvent): Fulfilment {
  const { returnId } = event.data;
  switch (event.type) {
    case 'OrderReturnRequested.v1':
    case 'OrderReturnRequested.v2':
      return evolveRequested(fulfilment, event.data);
    case 'OrderReturnSplit.v1':
      return evolveSplit(fulfilment, event.data);
    case 'OrderReturnReceived.v1':
      return change(fulfilment, returnId, { status: 'received' });
    case 'OrderReturnReceived.v2':
      return evolveInspected(fulfilment, event.data);
    case 'OrderReturned.v1': {
      const { refunded } = event.data;
      return endReturn(fulfilment, returnId, {
        status: 'returned',
        ...(refunded === undefined ? {} : { refundedMinor: refunded.amountMinor }),
      });
    }
    case 'OrderReturnDeclined.v1': {
      const { receiptId } = event.data;
      return endReturn(fulfilment, returnId, {
        ...(receiptId === undefined ? {} : { receiptId }),
        status: 'declined',
      });
    }
    case 'OrderReturnWithdrawn.v1':
      return endReturn(fulfilment, returnId, { status: 'withdrawn' });
    case 'OrderReturnClosed.v1':
      return endReturn(fulfilment, returnId, { status: 'closed' });
  }
}

function evolveRequested(
  fulfilment: Fulfilment,
  {
    returnId,
    lines,
    refundAmount,
    exchange,
  }: Pick<EventData<'OrderReturnRequested.v2'>, 'returnId' | 'lines' | 'refundAmount' | 'exchange'>,
): Fulfilment {
  const one: Return = {
    returnId,
    lines,
    refundMinor: refundAmount.amountMinor,
    ...(exchange && { exchange }),
    status: 'requested',
  };
  return {
    ...fulfilment,
    lines: countUnits(fulfilment, lines, 'returning'),
    returns: [...fulfilment.returns, one],
  };
}

// All units are still on their way back, those of the part under an id of their own.
function evolveSplit(
  fulfilment: Fulfilment,
  {
    returnId,
    partId,
    lines,
    refundAmount,
    restAmount,
  }: Omit<EventData<'OrderReturnSplit.v1'>, 'status' | 'standing'>,
): Fulfilment {
  const found = fulfilment.returns.find((one) => one.returnId === returnId);
  if (found === undefined) return fulfilment;
  const part: Return = {
    ...{ returnId: partId, partOf: returnId, lines },
    refundMinor: refundAmount.amountMinor,
    status: 'requested',
  };
  const rest = change(fulfilment, returnId, {
    lines: unitsWithout(found.lines, lines),
    refundMinor: restAmount.amountMinor,
  });
  return { ...rest, returns: [...rest.returns, part] };
}

// Announced units that did not arrive are with the customer again.
function evolveInspected(
  fulfilment: Fulfilment,
  {
    returnId,
    received,
    refundAmount,
    withheldMinor,
    receiptId,
  }: Omit<EventData<'OrderReturnReceived.v2'>, 'status' | 'standing'>,
): Fulfilment {
  const found = fulfilment.returns.find((one) => one.returnId === returnId);
  if (found === undefined) return fulfilment;
  const arrived = unitsOf(received);
  const without = { ...fulfilment, lines: countUnits(fulfilment, found.lines, 'returning', -1) };
  const lines = countUnits(without, arrived, 'returning');
  return change({ ...fulfilment, lines }, returnId, {
    lines: arrived,
    received,
    refundMinor: refundAmount.amountMinor,
    ...(withheldMinor === undefined ? {} : { withheldMinor }),
    ...(receiptId === undefined ? {} : { receiptId }),
    status: 'received',
  });
}

/** Inspected units by line: those of one line in several conditions count together. */
export function unitsOf(received: readonly ReceivedUnits[]): LineUnits[] {
  const units = new Map<number, LineUnits>();
  for (const { line, lineId, sku, quantity } of received) {
    const known = units.get(line);
    units.set(line, { line, lineId, sku, quantity: quantity + (known?.quantity ?? 0) });
  }
  return [...units.values()];
}

/** Units less others of the same lines; a line without units is left out. */
export function unitsWithout(units: readonly LineUnits[], less: readonly LineUnits[]): LineUnits[] {
  const taken = new Map(less.map(({ line, quantity }) => [line, quantity]));
  return units
    .map((one) => ({ ...one, quantity: one.quantity - (taken.get(one.line) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

type End = Pick<Return, 'receiptId' | 'refundedMinor'> & {
  status: Exclude<Return['status'], 'requested' | 'received'>;
};

// The units of an ended return belong to the shop again, or stay with the customer.
function endReturn(fulfilment: Fulfilment, returnId: string, end: End): Fulfilment {
  const found = fulfilment.returns.find((one) => one.returnId === returnId);
  if (found === undefined) return fulfilment;
  const lines = countUnits(fulfilment, found.lines, 'returning', -1);
  const ended =
    end.status === 'returned'
      ? countUnits({ ...fulfilment, lines }, found.lines, 'returned')
      : lines;
  return change({ ...fulfilment, lines: ended }, returnId, end);
}

function change(fulfilment: Fulfilment, returnId: string, to: Partial<Return>): Fulfilment {
  return {
    ...fulfilment,
    returns: fulfilment.returns.map((one) => (one.returnId === returnId ? { ...one, ...to } : one)),
  };
}
