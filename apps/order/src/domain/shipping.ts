import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected, type Decision } from '@commerce/runtime/streams';
import {
  amountOf,
  amountUpTo,
  openUnits,
  selectUnits,
  shippableUnits,
  withStatus,
  type Fulfilment,
  type LineProgress,
} from './fulfilment.ts';
import type { Order } from './order.ts';

type Units = { sku: string; quantity: number }[];
export type ConfirmedOrder = Extract<Order, { status: 'confirmed' }>;

export interface RecordShipment {
  type: 'RecordShipment';
  shipmentId: string;
  /** Absent: everything that can ship. */
  lines?: Units | undefined;
  now: string;
}

export interface RecordDelivery {
  type: 'RecordDelivery';
  shipmentId: string;
  now: string;
}

export interface CancelLines {
  type: 'CancelLines';
  commandId: string;
  lines: Units;
  now: string;
}

export interface FillBackorder {
  type: 'FillBackorder';
  fillId: string;
  lines: Units;
  now: string;
}

/**
 * Dispatches units of a confirmed order. Rejects with nothing-to-ship, shipment-exceeds-order, or,
 * where the policy is `all`, with shipment-incomplete. The amount is what these units cost.
 */
export function recordShipment(
  { shipmentId, lines, now }: RecordShipment,
  { placing, fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  if (fulfilment.shipments.some((shipment) => shipment.shipmentId === shipmentId)) {
    return accepted();
  }
  const selection = selectUnits(fulfilment, lines, { can: shippableUnits, lastFirst: false });
  if (!selection.ok) return tooMany('shipment-exceeds-order', selection, 'can ship now');
  if (selection.lines.length === 0) {
    return rejected('nothing-to-ship', 'No unit of the order can ship now.');
  }
  const final = openAfter(fulfilment, selection.lines) === 0;
  if (!final && (placing.policy ?? 'all') === 'all') {
    return rejected('shipment-incomplete', 'This order ships in one piece or not at all.');
  }
  const amountMinor = amountOf(fulfilment, selection.lines, ({ shipped }) => shipped);
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderShipped.v1',
      data: {
        shipmentId,
        lines: selection.lines,
        captureAmount: { amountMinor, currency: placing.total.currency },
        final,
        ...(final && captureTotal(placing, captured(fulfilment) + amountMinor)),
        shippedAt: now,
      },
    }),
  );
}

/** Tells that a shipment has arrived. Rejects with shipment-not-found. */
export function recordDelivery(
  { shipmentId, now }: RecordDelivery,
  { fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  const shipment = fulfilment.shipments.find((one) => one.shipmentId === shipmentId);
  if (shipment === undefined) {
    return rejected('shipment-not-found', 'The order has no such shipment.');
  }
  return shipment.deliveredAt === undefined
    ? accepted(
        withStatus(fulfilment, {
          type: 'OrderDelivered.v1',
          data: { shipmentId, deliveredAt: now },
        }),
      )
    : accepted();
}

/** Cancels units that have not shipped. Rejects with cancellation-exceeds-open. */
export function cancelLines(
  { commandId, lines, now }: CancelLines,
  { placing, fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  const selection = selectUnits(fulfilment, lines, { can: openUnits, lastFirst: true });
  if (!selection.ok) return tooMany('cancellation-exceeds-open', selection, 'have not shipped');
  const final = openAfter(fulfilment, selection.lines) === 0;
  if (final && fulfilment.shipments.length === 0) {
    // Nothing would be left of the order: all of it is cancelled.
    return accepted({
      type: 'OrderCancelling.v1',
      data: { reason: 'requested', startedAt: now, commandId },
    });
  }
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderLinesCancelled.v1',
      data: {
        commandId,
        lines: selection.lines,
        final,
        ...(final && captureTotal(placing, captured(fulfilment))),
        cancelledAt: now,
      },
    }),
  );
}

/** Tells that waited-for units have come. Units that wait no more are left out. */
export function fillBackorder(
  { fillId, lines, now }: FillBackorder,
  { fulfilment }: ConfirmedOrder,
): Decision<OrderEvent> {
  if (fulfilment.fills.includes(fillId)) return accepted();
  const waiting = new Map<string, number>();
  for (const line of fulfilment.lines) {
    waiting.set(line.sku, (waiting.get(line.sku) ?? 0) + line.waiting);
  }
  const arrived = lines
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, waiting.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  if (arrived.length === 0) return accepted();
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderBackorderFilled.v1',
      data: { fillId, lines: arrived, filledAt: now },
    }),
  );
}

/** What all shipments so far were captured for. */
function captured(fulfilment: Fulfilment): number {
  return amountUpTo(fulfilment, ({ shipped }) => shipped);
}

// Nothing will be captured any more, so payment can give back the rest once it has seen all of it.
function captureTotal({ total }: ConfirmedOrder['placing'], amountMinor: number) {
  return { captureTotal: { amountMinor, currency: total.currency } };
}

function openAfter({ lines }: Fulfilment, units: { quantity: number }[]): number {
  const open = lines.reduce((total, line: LineProgress) => total + openUnits(line), 0);
  return units.reduce((left, { quantity }) => left - quantity, open);
}

function tooMany(
  code: string,
  { sku, can }: { sku: string; can: number },
  what: string,
): Decision<OrderEvent> {
  return rejected(code, `Only ${can} units of ${sku} ${what}.`, sku);
}
