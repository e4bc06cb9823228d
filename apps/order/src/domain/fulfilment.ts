import type { Charges } from '@commerce/contracts/order/order-charges';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { LineUnits } from '@commerce/contracts/order/order-units';
import type { FulfilmentStatus } from '@commerce/contracts/order/order-standing';
import { canonicalSku } from '@commerce/contracts/sku';
import { allocate, sum, unitsAmount } from './amounts.ts';
import { countUnits } from './count-units.ts';
import type {
  EventData,
  Fulfilment,
  LineProgress,
  OrderDetails,
  RecordedChange,
  Shipment,
  Units,
} from './order-state.ts';
import { evolveCapture } from './capture-progress.ts';
import { evolveEdit } from './edit-progress.ts';
import { evolveRefund } from './refund-progress.ts';
import { evolveReturn } from './return-progress.ts';

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

/** What of the shipping each line bears, minor units: its share in lineAmounts(), without that of the tax. */
export function shippingShares(
  { lines, charges }: Pick<OrderDetails, 'lines' | 'charges'>,
  fulfilment: Fulfilment,
): number[] {
  const values = fulfilment.lines.map(
    ({ quantity }, n) => quantity * (lines[n]?.unitPriceMinor ?? 0),
  );
  return allocate(charges?.shippingMinor ?? 0, values);
}

/** How many of the units of products each line takes, the last line of a product first. */
export function unitsPerLine(lines: Units, units: Units): number[] {
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
      const charged = chargedUnits(line);
      return unitsAmount(line.amountMinor, { quantity: charged, from, to: from + quantity });
    }),
  );
}

/** What the first `units(line)` units of each line cost together, minor units. */
export function amountUpTo(
  { lines }: Pick<Fulfilment, 'lines'>,
  units: (line: LineProgress, index: number) => number,
): number {
  return sum(
    lines.map((line, index) =>
      unitsAmount(line.amountMinor, {
        quantity: chargedUnits(line),
        from: 0,
        to: units(line, index),
      }),
    ),
  );
}

/** The units that the amount of a line is for. */
export function chargedUnits({ quantity, uncharged = 0 }: LineProgress): number {
  return quantity - uncharged;
}

/** What was captured for all shipments so far, minor units. */
export function capturedAmount(fulfilment: Fulfilment): number {
  return amountUpTo(fulfilment, ({ shipped }) => shipped);
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
    // These change the order, or nothing, but not the counts of its units.
    case 'OrderEditStarted.v1':
    case 'OrderPersonalDataReplaced.v1':
    case 'OrderReturnDeclineExplained.v1':
    case 'OrderReauthorized.v1':
      return fulfilment;
    case 'OrderEditDeclined.v1':
    case 'OrderEdited.v1':
      return evolveEdit(fulfilment, event);
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
    case 'OrderReturnRequested.v2':
    case 'OrderReturnSplit.v1':
    case 'OrderReturnReceived.v1':
    case 'OrderReturnReceived.v2':
    case 'OrderReturned.v1':
    case 'OrderReturnDeclined.v1':
    case 'OrderReturnWithdrawn.v1':
    case 'OrderReturnClosed.v1':
      return evolveReturn(fulfilment, event);
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
