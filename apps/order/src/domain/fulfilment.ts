import type {
  Charges,
  LineUnits,
  OrderEvent,
  ReceivedUnits,
} from '@commerce/contracts/order/order-events';
import type { FulfilmentStatus } from '@commerce/contracts/order/order-standing';
import { canonicalSku } from '@commerce/contracts/sku';
import { allocate, sum, unitsAmount } from './amounts.ts';
import type {
  EventData,
  Fulfilment,
  LineProgress,
  OrderDetails,
  RecordedChange,
  Return,
  Shipment,
  Units,
} from './order-state.ts';
import { evolveCapture } from './capture-progress.ts';
import { evolveRefund } from './refund-progress.ts';

/**
 * The lines as the customer pays for them: without the shortfall, and with the charges allocated by
 * the values of the lines.
 */
export function startFulfilment(
  { lines, charges }: Pick<OrderDetails, 'lines' | 'charges'>,
  {
    shortfall = [],
    backordered = [],
  }: { shortfall?: Units | undefined; backordered?: Units | undefined },
): Fulfilment {
  const missing = unitsPerLine(lines, shortfall);
  const owed = unitsPerLine(lines, backordered);
  const kept = lines.map((line, n) => ({ ...line, quantity: line.quantity - (missing[n] ?? 0) }));
  const amounts = lineAmounts(kept, charges);
  return {
    lines: kept.map(({ sku, quantity }, n) => ({
      sku,
      quantity,
      amountMinor: amounts[n] ?? 0,
      cancelled: 0,
      backordered: owed[n] ?? 0,
      shipped: 0,
      delivered: 0,
      returning: 0,
      returned: 0,
    })),
    shipments: [],
    returns: [],
    cancellations: [],
    fills: [],
  };
}

/** What each line costs with its share of the charges, minor units; the sum is the order's total. */
export function lineAmounts(
  lines: { quantity: number; unitPriceMinor: number }[],
  charges: Charges = { discountMinor: 0, taxMinor: 0, shippingMinor: 0 },
): number[] {
  const values = lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor);
  const discounts = allocate(Math.min(charges.discountMinor, sum(values)), values);
  const extras = allocate(charges.taxMinor + charges.shippingMinor, values);
  return values.map((value, n) => value - (discounts[n] ?? 0) + (extras[n] ?? 0));
}

// How many of the units of products each line takes, the last line of a product first.
function unitsPerLine(lines: Units, units: Units): number[] {
  if (units.length === 0) return [];
  const left = new Map<string, number>();
  for (const { sku, quantity } of units) {
    const key = canonicalSku(sku);
    left.set(key, (left.get(key) ?? 0) + quantity);
  }
  return lines
    .toReversed()
    .map(({ sku, quantity }) => {
      const key = canonicalSku(sku);
      const taken = Math.min(quantity, left.get(key) ?? 0);
      left.set(key, (left.get(key) ?? 0) - taken);
      return taken;
    })
    .toReversed();
}

/** Units of a line that can still ship or be cancelled. */
export function openUnits({ quantity, cancelled, shipped }: LineProgress): number {
  return quantity - cancelled - shipped;
}

/** Units of a line that can ship now. */
export function shippableUnits(line: LineProgress): number {
  return openUnits(line) - line.backordered;
}

/** Units of a line that can be sent back. */
export function returnableUnits({ shipped, returning, returned }: LineProgress): number {
  return shipped - returning - returned;
}

/** What the next units of each line cost after the first `done(line)` ones, minor units. */
export function amountOf(
  { lines }: Fulfilment,
  units: LineUnits[],
  done: (line: LineProgress) => number,
): number {
  return sum(
    units.map(({ line: index, quantity }) => {
      const line = lines[index] as LineProgress;
      const from = done(line);
      return unitsAmount(line.amountMinor, { quantity: line.quantity, from, to: from + quantity });
    }),
  );
}

/** What the first `units(line)` units of each line cost together, minor units. */
export function amountUpTo(
  { lines }: Fulfilment,
  units: (line: LineProgress, index: number) => number,
): number {
  return sum(
    lines.map((line, index) =>
      unitsAmount(line.amountMinor, { quantity: line.quantity, from: 0, to: units(line, index) }),
    ),
  );
}

/** What was captured for all shipments so far, minor units. */
export function capturedAmount(fulfilment: Fulfilment): number {
  return amountUpTo(fulfilment, ({ shipped }) => shipped);
}

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

/** Copies an event after the confirmation into the counts of the units. */
export function evolveFulfilment(fulfilment: Fulfilment, event: EventWithoutStatus): Fulfilment {
  switch (event.type) {
    case 'OrderBackorderFilled.v1':
      return evolveFilled(fulfilment, event.data);
    case 'OrderLinesCancelled.v1': {
      const cancelled = countUnits(fulfilment, event.data.lines, 'cancelled');
      // Backordered units are given up first, as in the reservation.
      const lines = cancelled.map((line, n) => {
        const givenUp = line.cancelled - (fulfilment.lines[n]?.cancelled ?? 0);
        return { ...line, backordered: Math.max(0, line.backordered - givenUp) };
      });
      const cancellations = [...fulfilment.cancellations, event.data.commandId];
      return { ...fulfilment, lines, cancellations };
    }
    case 'OrderEdited.v1': {
      // The units that it took off were cancelled under the same id.
      const { editId } = event.data;
      const known = fulfilment.cancellations;
      return known.includes(editId)
        ? fulfilment
        : { ...fulfilment, cancellations: [...known, editId] };
    }
    case 'OrderShipped.v1':
      return evolveShipped(fulfilment, event.data);
    case 'OrderCaptureRefused.v1':
    case 'OrderCaptureGivenUp.v1':
      return evolveCapture(fulfilment, event);
    case 'OrderPaymentChanged.v1':
      return evolvePaymentChanged(fulfilment, event.data);
    case 'OrderDelivered.v1':
      return evolveDelivered(fulfilment, event.data);
    case 'OrderReturnRequested.v1':
    case 'OrderReturnRequested.v2': {
      const { returnId, lines, refundAmount } = event.data;
      const one: Return = {
        returnId,
        lines,
        refundMinor: refundAmount.amountMinor,
        status: 'requested',
      };
      return {
        ...fulfilment,
        lines: countUnits(fulfilment, lines, 'returning'),
        returns: [...fulfilment.returns, one],
      };
    }
    case 'OrderReturnReceived.v1':
      return markReturn(fulfilment, event.data.returnId, 'received');
    case 'OrderReturnReceived.v2':
      return evolveInspected(fulfilment, event.data);
    case 'OrderReturned.v1':
      return endReturned(fulfilment, event.data);
    case 'OrderReturnDeclined.v1':
      return endReturn(fulfilment, event.data.returnId, 'declined');
    case 'OrderReturnWithdrawn.v1':
      return endReturn(fulfilment, event.data.returnId, 'withdrawn');
    case 'OrderRefundRequested.v1':
    case 'OrderRefundApproved.v1':
    case 'OrderRefunded.v1':
    case 'OrderRefundDeclined.v1':
      return evolveRefund(fulfilment, event);
  }
}

function evolveFilled(
  fulfilment: Fulfilment,
  filled: Omit<EventData<'OrderBackorderFilled.v1'>, 'status' | 'standing'>,
): Fulfilment {
  // The first lines are filled first. What is still backordered is then at the end, where units
  // are cancelled first, so an order and its reservation give up the same units.
  const arrived = unitsPerLine(
    fulfilment.lines.map(({ sku, backordered }) => ({ sku, quantity: backordered })).toReversed(),
    filled.lines,
  ).toReversed();
  const lines = fulfilment.lines.map((line, n) => ({
    ...line,
    backordered: line.backordered - (arrived[n] ?? 0),
  }));
  return { ...fulfilment, lines, fills: [...fulfilment.fills, filled.fillId] };
}

type FulfilmentEvent = Extract<OrderEvent, { data: { status: FulfilmentStatus } }>;

/** An event of the fulfilment before the status that follows from it is known. */
export type EventWithoutStatus = {
  [T in FulfilmentEvent['type']]: { type: T; data: Omit<EventData<T>, 'status' | 'standing'> };
}[FulfilmentEvent['type']];

/** Completes an event with the status that the order has after it. */
export function withStatus(fulfilment: Fulfilment, event: EventWithoutStatus): OrderEvent {
  const status = fulfilmentStatus(evolveFulfilment(fulfilment, event));
  return { ...event, data: { ...event.data, status } } as OrderEvent;
}

function evolveShipped(
  fulfilment: Fulfilment,
  {
    shipmentId,
    lines,
    location,
    parcels,
    shippedAt,
  }: Omit<EventData<'OrderShipped.v1'>, 'status' | 'standing'>,
): Fulfilment {
  const shipment: Shipment = {
    ...{ shipmentId, lines, shippedAt },
    ...(location === undefined ? {} : { location }),
    ...(parcels === undefined ? {} : { parcels }),
  };
  const { refusedCapture: _settled, ...before } = fulfilment;
  return {
    ...before,
    lines: countUnits(fulfilment, lines, 'shipped'),
    shipments: [...fulfilment.shipments, shipment],
  };
}

function evolvePaymentChanged(
  fulfilment: Fulfilment,
  {
    changeId,
    kind,
    operationId,
    amount,
    reason,
    changedAt,
  }: Omit<EventData<'OrderPaymentChanged.v1'>, 'status' | 'standing'>,
): Fulfilment {
  const change: RecordedChange = {
    ...{ changeId, kind, changedAt },
    ...(operationId === undefined ? {} : { operationId }),
    ...(amount === undefined ? {} : { amount }),
    ...(reason === undefined ? {} : { reason }),
  };
  return { ...fulfilment, paymentChanges: [...(fulfilment.paymentChanges ?? []), change] };
}

function evolveDelivered(
  fulfilment: Fulfilment,
  { shipmentId, deliveredAt }: Omit<EventData<'OrderDelivered.v1'>, 'status' | 'standing'>,
): Fulfilment {
  const shipment = fulfilment.shipments.find((one) => one.shipmentId === shipmentId);
  if (shipment === undefined) return fulfilment;
  return {
    ...fulfilment,
    lines: countUnits(fulfilment, shipment.lines, 'delivered'),
    shipments: fulfilment.shipments.map((one) =>
      one === shipment ? { ...one, deliveredAt } : one,
    ),
  };
}

// Announced units that did not arrive are with the customer again.
function evolveInspected(
  fulfilment: Fulfilment,
  {
    returnId,
    received,
    refundAmount,
  }: Pick<EventData<'OrderReturnReceived.v2'>, 'returnId' | 'received' | 'refundAmount'>,
): Fulfilment {
  const found = fulfilment.returns.find((one) => one.returnId === returnId);
  if (found === undefined) return fulfilment;
  const arrived = unitsOf(received);
  const without = { ...fulfilment, lines: countUnits(fulfilment, found.lines, 'returning', -1) };
  const inspected: Return = {
    ...found,
    lines: arrived,
    received,
    refundMinor: refundAmount.amountMinor,
    status: 'received',
  };
  return {
    ...fulfilment,
    lines: countUnits(without, arrived, 'returning'),
    returns: fulfilment.returns.map((one) => (one === found ? inspected : one)),
  };
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

// The units of an ended return belong to the shop again, or stay with the customer.
function endReturn(
  fulfilment: Fulfilment,
  returnId: string,
  status: 'returned' | 'declined' | 'withdrawn',
): Fulfilment {
  const found = fulfilment.returns.find((one) => one.returnId === returnId);
  if (found === undefined) return fulfilment;
  const lines = countUnits(fulfilment, found.lines, 'returning', -1);
  const back =
    status === 'returned' ? countUnits({ ...fulfilment, lines }, found.lines, 'returned') : lines;
  return markReturn({ ...fulfilment, lines: back }, returnId, status);
}

function endReturned(
  fulfilment: Fulfilment,
  { returnId, refunded }: Pick<EventData<'OrderReturned.v1'>, 'returnId' | 'refunded'>,
): Fulfilment {
  const ended = endReturn(fulfilment, returnId, 'returned');
  if (refunded === undefined) return ended;
  const returns = ended.returns.map((one) =>
    one.returnId === returnId ? { ...one, refundedMinor: refunded.amountMinor } : one,
  );
  return { ...ended, returns };
}

function markReturn(
  fulfilment: Fulfilment,
  returnId: string,
  status: Return['status'],
): Fulfilment {
  return {
    ...fulfilment,
    returns: fulfilment.returns.map((one) =>
      one.returnId === returnId ? { ...one, status } : one,
    ),
  };
}

/** The status of a confirmed order by the counts of its units. */
export function fulfilmentStatus({ lines }: Fulfilment): FulfilmentStatus {
  const total = (count: (line: LineProgress) => number) => sum(lines.map(count));
  const open = total(openUnits);
  const shipped = total((line) => line.shipped);
  const returned = total((line) => line.returned);
  if (shipped === 0) return 'confirmed';
  if (returned > 0) return returned === shipped && open === 0 ? 'returned' : 'partially-returned';
  if (open > 0) return 'partially-shipped';
  return total((line) => line.delivered) === shipped ? 'delivered' : 'shipped';
}
