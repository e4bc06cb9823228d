import type { ShipmentDetails } from '@commerce/contracts/order/order-parts';
import { canonicalSku } from '@commerce/contracts/sku';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { amountOf, capturedAmount, openUnits, shippableUnits, withStatus } from './fulfilment.ts';
import type { OrderDecision } from './order-decision.ts';
import type {
  ConfirmedOrder,
  Fulfilment,
  LineProgress,
  OrderDetails,
  RefusedCapture,
  Units,
} from './order-state.ts';
import { refuseSelection, selectUnits, type RequestedUnits } from './unit-selection.ts';

export interface RecordShipment extends ShipmentDetails {
  type: 'RecordShipment';
  shipmentId: string;
  /** Absent: everything that can ship. */
  lines?: readonly RequestedUnits[] | undefined;
  /** Of an exchange: whether units of the return that it is for have arrived. */
  returnArrived?: boolean | undefined;
  now: string;
}

export interface RecordCaptureRefused extends Omit<RefusedCapture, 'refusedAt'> {
  type: 'RecordCaptureRefused';
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
  lines: readonly RequestedUnits[];
  now: string;
}

export interface FillBackorder {
  type: 'FillBackorder';
  fillId: string;
  lines: Units;
  now: string;
}

/**
 * Dispatches units of a confirmed order. Rejects with nothing-to-ship, shipment-exceeds-order,
 * exchange-not-received or, with the policy `all`, shipment-incomplete. The amount is what these units cost.
 */
export function recordShipment(
  { shipmentId, lines, location, parcels, returnArrived, now }: RecordShipment,
  order: ConfirmedOrder,
): OrderDecision {
  const { orderDetails, fulfilment } = order;
  if (fulfilment.shipments.some((shipment) => shipment.shipmentId === shipmentId)) {
    return accepted();
  }
  if (orderDetails.exchangeOf !== undefined && returnArrived !== true) {
    const { returnId } = orderDetails.exchangeOf;
    return rejected('exchange-not-received', `No unit of the return ${returnId} has arrived.`);
  }
  const selection = selectUnits(fulfilment, lines, shippableUnits);
  if (!selection.ok) {
    return refuseSelection(selection, { tooMany: 'shipment-exceeds-order', can: 'can ship now' });
  }
  if (selection.lines.length === 0) {
    return rejected('nothing-to-ship', 'No unit of the order can ship now.');
  }
  const final = openAfter(fulfilment, selection.lines) === 0;
  if (!final && (orderDetails.policy ?? 'all') === 'all') {
    return rejected('shipment-incomplete', 'This order ships in one piece or not at all.');
  }
  const amountMinor = amountOf(fulfilment, selection.lines, ({ shipped }) => shipped);
  return accepted(
    withStatus(order.fulfilment, {
      type: 'OrderShipped.v1',
      data: {
        shipmentId,
        lines: selection.lines,
        captureAmount: { amountMinor, currency: orderDetails.total.currency },
        ...(location === undefined ? {} : { location }),
        ...(parcels === undefined ? {} : { parcels }),
        final,
        ...(final && captureTotal(orderDetails, capturedAmount(fulfilment) + amountMinor)),
        ...(fulfilment.refusedCapture && { settlesRefusal: true }),
        shippedAt: now,
      },
    }),
  );
}

/** Records that a shipment did not leave, because its capture was refused. */
export function recordCaptureRefused(
  { type: _type, now, ...refused }: RecordCaptureRefused,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const known = fulfilment.refusedCapture;
  const isKnown = known?.shipmentId === refused.shipmentId && known.reason === refused.reason;
  return isKnown
    ? accepted()
    : accepted(
        withStatus(fulfilment, {
          type: 'OrderCaptureRefused.v1',
          data: { ...refused, refusedAt: now },
        }),
      );
}

/** Records that a shipment has arrived. Rejects with shipment-not-found. */
export function recordDelivery(
  { shipmentId, now }: RecordDelivery,
  order: ConfirmedOrder,
): OrderDecision {
  const shipment = order.fulfilment.shipments.find((one) => one.shipmentId === shipmentId);
  if (shipment === undefined) {
    return rejected('shipment-not-found', 'The order has no such shipment.');
  }
  return shipment.deliveredAt === undefined
    ? accepted(
        withStatus(order.fulfilment, {
          type: 'OrderDelivered.v1',
          data: { shipmentId, deliveredAt: now },
        }),
      )
    : accepted();
}

/**
 * Cancels units that have not shipped. Rejects with cancellation-exceeds-open. `addedUnits` are those that an
 * edit adds at the same time: with them something of the order is left.
 */
export function cancelLines(
  { commandId, lines, now }: CancelLines,
  order: ConfirmedOrder,
  addedUnits = 0,
): OrderDecision {
  const { orderDetails, fulfilment } = order;
  const selection = selectUnits(fulfilment, lines, openUnits);
  if (!selection.ok) {
    const refusal = { tooMany: 'cancellation-exceeds-open', can: 'have not shipped' } as const;
    return refuseSelection(selection, refusal);
  }
  const final = openAfter(fulfilment, selection.lines) + addedUnits === 0;
  if (final && fulfilment.shipments.length === 0) {
    // Nothing would be left of the order: all of it is cancelled.
    return accepted({
      type: 'OrderCancelling.v1',
      data: { reason: 'requested', startedAt: now, commandId },
    });
  }
  return accepted(
    withStatus(order.fulfilment, {
      type: 'OrderLinesCancelled.v1',
      data: {
        commandId,
        lines: selection.lines,
        final,
        ...(final && captureTotal(orderDetails, capturedAmount(fulfilment))),
        cancelledAt: now,
      },
    }),
  );
}

/** Records that backordered units have arrived. Leaves out units that are no longer backordered. */
export function fillBackorder(
  { fillId, lines, now }: FillBackorder,
  order: ConfirmedOrder,
): OrderDecision {
  const { fulfilment } = order;
  if (fulfilment.fills.includes(fillId)) return accepted();
  const backordered = new Map<string, number>();
  for (const line of fulfilment.lines) {
    const key = canonicalSku(line.sku);
    backordered.set(key, (backordered.get(key) ?? 0) + line.backordered);
  }
  const arrived = lines
    .map(({ sku, quantity }) => {
      const open = backordered.get(canonicalSku(sku)) ?? 0;
      return { sku, quantity: Math.min(quantity, open) };
    })
    .filter(({ quantity }) => quantity > 0);
  if (arrived.length === 0) return accepted();
  return accepted(
    withStatus(order.fulfilment, {
      type: 'OrderBackorderFilled.v1',
      data: { fillId, lines: arrived, filledAt: now },
    }),
  );
}

// No capture follows, so payment can void the rest once it has seen captures of this sum.
function captureTotal({ total }: OrderDetails, amountMinor: number) {
  return { captureTotal: { amountMinor, currency: total.currency } };
}

function openAfter({ lines }: Fulfilment, units: { quantity: number }[]): number {
  const open = lines.reduce((total, line: LineProgress) => total + openUnits(line), 0);
  return units.reduce((left, { quantity }) => left - quantity, open);
}
