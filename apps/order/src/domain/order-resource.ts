import type { OrderResource } from '@commerce/contracts/order/order-api';
import { lineIdAt } from '@commerce/contracts/order/order-parts';
import { standingOf } from './order-standing.ts';
import { attemptOf } from './order-payment.ts';
import { numberedLines } from './order-lines.ts';
import type {
  Fulfilment,
  LineProgress,
  Order,
  PendingEdit,
  PlacedOrder,
  PresentOrder,
  Refund,
  Return,
} from './order-state.ts';
import { publicStatus } from './order.ts';
import { parkedOf } from './parking.ts';
import { shippedAnywaySoFar } from './shipping-exceptions.ts';
import { disputesOf, shownChange } from './payment-changes.ts';
import { returnableUntil, type ReturnWindow } from './return-window.ts';

/**
 * The order as the API shows it; undefined if it does not exist. `updatedAt`: of its last event. Without a
 * window, until when units can be sent back is left out.
 */
export function toResource(
  id: string,
  order: Order,
  version: number,
  { updatedAt, window }: { updatedAt?: string | undefined; window?: ReturnWindow | undefined } = {},
): OrderResource | undefined {
  if (order.status === 'absent') return undefined;
  const { lines, total, placedAt } = order.orderDetails;
  const { number, customerId, policy, charges, channel, tags, metadata } = order.orderDetails;
  const { placedBy, reference, exchangeOf } = order.orderDetails;
  const standing = standingOf(order);
  const parked = parkedOf(order);
  return {
    id,
    ...(number === undefined ? {} : { number }),
    status: publicStatus(order),
    ...standing,
    lines: numberedLines(lines),
    total: { ...total, amountMinor: standing.amounts.totalMinor },
    version,
    ...(customerId === undefined ? {} : { customerId }),
    placedAt,
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(placedBy === undefined ? {} : { placedBy }),
    ...(policy === undefined ? {} : { policy }),
    ...(charges === undefined ? {} : { charges }),
    ...(channel === undefined ? {} : { channel }),
    ...(reference === undefined ? {} : { reference }),
    ...(exchangeOf === undefined ? {} : { exchangeOf }),
    ...(tags === undefined ? {} : { tags }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(parked.length === 0 ? {} : { parked }),
    ...shippedAnywayOf(order),
    ...(order.status === 'placed' && neededAction(order)),
    ...(order.status === 'rejected' && {
      rejection: {
        code: order.reason,
        ...(order.shortages && { lines: order.shortages }),
      },
    }),
    ...(order.status === 'confirmed' && {
      ...(order.pendingEdit && pendingOf(order.pendingEdit)),
      ...(order.fulfilment.refusedCapture && { refusedCapture: order.fulfilment.refusedCapture }),
      ...paymentOf(order.fulfilment),
      ...(window && windowOf(order.fulfilment, window)),
      fulfilment: fulfilmentOf(order.fulfilment),
      ...(order.fulfilment.refunds && { refunds: order.fulfilment.refunds.map(refundOf) }),
    }),
  };
}

function shippedAnywayOf(order: PresentOrder): Pick<OrderResource, 'shippedAnyway'> {
  const { shippedAnyway } = shippedAnywaySoFar(order);
  return shippedAnyway === undefined
    ? {}
    : { shippedAnyway: shippedAnyway.map(({ repairId: _repairId, ...shown }) => shown) };
}

// Without what to do, which is encrypted and for the customer only.
function neededAction(order: PlacedOrder): Pick<OrderResource, 'paymentAction'> {
  const { action } = order.payment ?? {};
  if (action === undefined) return {};
  return { paymentAction: { attempt: attemptOf(order), expiresAt: action.expiresAt } };
}

function paymentOf(fulfilment: Fulfilment): Pick<OrderResource, 'paymentChanges' | 'disputes'> {
  const { paymentChanges } = fulfilment;
  const disputes = disputesOf(fulfilment);
  return {
    ...(paymentChanges && { paymentChanges: paymentChanges.map(shownChange) }),
    ...(disputes.length > 0 && { disputes }),
  };
}

function windowOf(
  fulfilment: Fulfilment,
  window: ReturnWindow,
): Pick<OrderResource, 'returnableUntil'> {
  const until = returnableUntil(fulfilment, window);
  return until === undefined ? {} : { returnableUntil: until };
}

function fulfilmentOf({
  lines,
  expectedParcels,
  shipments,
  returns,
}: Fulfilment): NonNullable<OrderResource['fulfilment']> {
  return {
    lines: lines.map(lineOf),
    ...(expectedParcels && { expectedParcels }),
    shipments,
    returns: returns.map(returnOf),
  };
}

type ResourceLine = NonNullable<OrderResource['fulfilment']>['lines'][number];

function lineOf(
  {
    sku,
    quantity,
    amountMinor,
    cancelled,
    backordered,
    uncharged: _uncharged,
    ...counts
  }: LineProgress,
  index: number,
) {
  const line = { lineId: lineIdAt(index), sku, quantity, amountMinor, cancelled };
  return { ...line, waiting: backordered, ...counts } satisfies ResourceLine;
}

function pendingOf({ editId, totalMinor, startedAt }: PendingEdit) {
  return { pendingEdit: { editId, totalMinor, startedAt } };
}

type ResourceReturn = NonNullable<OrderResource['fulfilment']>['returns'][number];

// Without its repairs (`parked` shows what waits for a person), and without what only tells a repeat.
function returnOf({
  saga: _saga,
  receiptId: _receiptId,
  exchange,
  ...shown
}: Return): ResourceReturn {
  return exchange === undefined ? shown : { ...shown, exchange: { orderId: exchange.orderId } };
}

// Without the person: customers read it too. The events say who.
function refundOf({ saga: _saga, by: _by, ...shown }: Refund): Omit<Refund, 'saga' | 'by'> {
  return shown;
}
