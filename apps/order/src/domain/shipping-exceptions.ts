import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { ShipmentDetails } from '@commerce/contracts/order/order-parts';
import type { ParkedSaga, RepairAction } from '@commerce/contracts/order/order-repair';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { fulfilmentStatus, startFulfilment, withStatus } from './fulfilment.ts';
import { orderNotFound, type OrderDecision } from './order-decision.ts';
import type {
  Compensation,
  ConfirmedOrder,
  EventData,
  LineProgress,
  Order,
  PresentOrder,
  SagaProgress,
  ShippedAnyway,
} from './order-state.ts';
import type { RecordShipment } from './shipping.ts';
import { refuseSelection, selectUnits, type RequestedUnits } from './unit-selection.ts';

/** A parcel has left although its units had been cancelled. */
export interface RecordShippedAnyway extends Pick<ShipmentDetails, 'parcels'> {
  type: 'RecordShippedAnyway';
  shipmentId: string;
  /** The location that the units have left. */
  location: string;
  /** Absent: all cancelled units. */
  lines?: readonly RequestedUnits[] | undefined;
  now: string;
}

/** Something of an order's shipments that waits for a person, as the list of parked orders shows it. */
export interface ShippingException {
  saga: Extract<ParkedSaga['saga'], 'ship-order' | 'shipped-anyway'>;
  subject: { shipmentId?: string };
  progress: SagaProgress;
  actions: RepairAction[];
}

type WithShippedAnyway = ConfirmedOrder | ({ status: 'cancelling' | 'cancelled' } & Compensation);

/**
 * Records cancelled units that have left. Rejects with order-not-confirmed unless units of the order were
 * confirmed and cancelled, with nothing-to-ship or shipment-exceeds-order. Nothing is captured for them.
 */
export function recordShippedAnyway(
  { shipmentId, location, parcels, lines, now }: RecordShippedAnyway,
  order: Order,
): OrderDecision {
  if (order.status === 'absent') return orderNotFound();
  if (order.status === 'placed' || order.status === 'rejected') {
    return rejected(
      'order-not-confirmed',
      `The order is ${order.status}: no units were cancelled.`,
    );
  }
  const known = order.shippedAnyway ?? [];
  if (known.some((one) => one.shipmentId === shipmentId)) return accepted();
  const isConfirmed = order.status === 'confirmed';
  const fulfilment = isConfirmed ? order.fulfilment : startFulfilment(order.orderDetails, {});
  const gone = (index: number) =>
    known
      .flatMap((one) => one.lines)
      .filter(({ line }) => line === index)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  const cancelled = ({ cancelled: units, quantity }: LineProgress, index: number) =>
    (isConfirmed ? units : quantity) - gone(index);
  const selection = selectUnits(fulfilment, lines, cancelled);
  if (!selection.ok) {
    const refusal = { tooMany: 'shipment-exceeds-order', can: 'were cancelled' } as const;
    return refuseSelection(selection, refusal);
  }
  if (selection.lines.length === 0) {
    return rejected(
      'nothing-to-ship',
      'No unit of the order was cancelled and is not known to have left.',
    );
  }
  return accepted({
    type: 'OrderShippedAnyway.v1',
    data: {
      status: statusOf(order),
      shipmentId,
      lines: selection.lines.map((one) => ({ ...one, lineId: one.lineId ?? '' })),
      location,
      ...(parcels === undefined ? {} : { parcels }),
      shippedAt: now,
    },
  });
}

/** Copies a parcel that left anyway, or what a person decided about it, into the order. */
export function evolveShippedAnyway(
  order: PresentOrder,
  event: Extract<OrderEvent, { type: 'OrderShippedAnyway.v1' | 'OrderShippedAnywaySettled.v1' }>,
): PresentOrder {
  if (!canHaveShippedAnyway(order)) return order;
  const known = order.shippedAnyway ?? [];
  if (event.type === 'OrderShippedAnyway.v1') {
    const { shipmentId, lines, location, parcels, shippedAt } = event.data;
    const one = { shipmentId, lines, location, shippedAt };
    return {
      ...order,
      shippedAnyway: [...known, parcels === undefined ? one : { ...one, parcels }],
    };
  }
  const { shipmentId, outcome, settledAt } = event.data;
  return {
    ...order,
    shippedAnyway: known.map((one) =>
      one.shipmentId === shipmentId ? { ...one, settled: { outcome, settledAt } } : one,
    ),
  };
}

/** Copies a person's decision about an exception into the order, so that its repeat changes nothing. */
export function evolveDecision(
  order: PresentOrder,
  { saga, repairId, shipmentId }: EventData<'OrderRepairStarted.v1'>,
): PresentOrder {
  if (saga === 'ship-order' && order.status === 'confirmed') {
    const { fulfilment } = order;
    const captureRepairs = [...(fulfilment.captureRepairs ?? []), repairId];
    return { ...order, fulfilment: { ...fulfilment, captureRepairs } };
  }
  if (saga !== 'shipped-anyway' || !canHaveShippedAnyway(order)) return order;
  return {
    ...order,
    shippedAnyway: (order.shippedAnyway ?? []).map((one) =>
      one.shipmentId === shipmentId ? { ...one, repairId } : one,
    ),
  };
}

/** What a person decides besides workflows: a refused capture, and parcels that left anyway. */
export function exceptionsOf(order: Order): ShippingException[] {
  if (order.status === 'absent' || !canHaveShippedAnyway(order)) return [];
  return [
    ...(order.status === 'confirmed' ? refusedCaptureOf(order) : []),
    ...(order.shippedAnyway ?? []).map(shippedAnywayException),
  ];
}

function refusedCaptureOf({ fulfilment }: ConfirmedOrder): ShippingException[] {
  const { refusedCapture: refused, captureRepairs: repairs = [] } = fulfilment;
  if (refused === undefined && repairs.length === 0) return [];
  return [
    {
      saga: 'ship-order',
      subject: refused === undefined ? {} : { shipmentId: refused.shipmentId },
      progress: {
        repairs,
        ...(refused && {
          parked: {
            step: 'capture-payment',
            reason: refused.reason,
            compensating: false,
            parkedAt: refused.refusedAt,
          },
        }),
      },
      // Older refusals do not say which units should have left.
      actions: refused?.lines === undefined ? ['skip'] : ['retry', 'skip'],
    },
  ];
}

/** Why a parcel that left anyway waits for a person. */
export const SHIPPED_ANYWAY_REASON = 'A parcel has left although its units had been cancelled.';

function shippedAnywayException({
  shipmentId,
  settled,
  repairId,
  shippedAt,
}: ShippedAnyway): ShippingException {
  const reason = SHIPPED_ANYWAY_REASON;
  return {
    saga: 'shipped-anyway',
    subject: { shipmentId },
    progress: {
      repairs: repairId === undefined ? [] : [repairId],
      ...(settled === undefined && {
        parked: { step: 'settle-units', reason, compensating: false, parkedAt: shippedAt },
      }),
    },
    actions: ['restock', 'write-off'],
  };
}

/** The events that a person's decision has besides the repair itself. */
export function eventsOfDecision(
  { saga, action, shipmentId, now }: Decided,
  order: PresentOrder,
): OrderEvent[] {
  if (saga === 'ship-order' && action === 'skip' && order.status === 'confirmed') {
    return [
      withStatus(order.fulfilment, {
        type: 'OrderCaptureGivenUp.v1',
        data: { shipmentId: shipmentId ?? '', givenUpAt: now },
      }),
    ];
  }
  if (saga !== 'shipped-anyway' || !canHaveShippedAnyway(order)) return [];
  const found = (order.shippedAnyway ?? []).find((one) => one.shipmentId === shipmentId);
  if (found === undefined) return [];
  const outcome = action === 'restock' ? 'restocked' : 'written-off';
  const { lines, location } = found;
  return [
    {
      type: 'OrderShippedAnywaySettled.v1',
      data: {
        ...{ status: statusOf(order), shipmentId: found.shipmentId, lines },
        ...{ location, outcome, settledAt: now },
      },
    },
  ];
}

interface Decided {
  saga: ParkedSaga['saga'];
  action: RepairAction;
  shipmentId?: string | undefined;
  now: string;
}

/** The shipment that a repair of its refused capture tries again; undefined for any other repair. */
export function shipmentToRetry(
  order: Order,
  repairId: string,
): Omit<RecordShipment, 'type' | 'now'> | undefined {
  if (order.status !== 'confirmed') return undefined;
  const { refusedCapture, captureRepairs } = order.fulfilment;
  if (refusedCapture === undefined || captureRepairs?.at(-1) !== repairId) return undefined;
  const { shipmentId, lines, location, parcels } = refusedCapture;
  return {
    shipmentId,
    lines: lines?.map(({ lineId, sku, quantity }) =>
      lineId === undefined ? { sku, quantity } : { lineId, quantity },
    ),
    ...(location === undefined ? {} : { location }),
    ...(parcels === undefined ? {} : { parcels }),
  };
}

/** The parcels that left anyway, which an order keeps when it ends. */
export function shippedAnywaySoFar(order: PresentOrder): Pick<Compensation, 'shippedAnyway'> {
  return canHaveShippedAnyway(order) && order.shippedAnyway !== undefined
    ? { shippedAnyway: order.shippedAnyway }
    : {};
}

function canHaveShippedAnyway(order: PresentOrder): order is WithShippedAnyway {
  return order.status !== 'placed' && order.status !== 'rejected';
}

function statusOf(order: WithShippedAnyway): EventData<'OrderShippedAnyway.v1'>['status'] {
  return order.status === 'confirmed' ? fulfilmentStatus(order.fulfilment) : order.status;
}
