import type { Money } from '@commerce/contracts/money';
import type { Charges } from '@commerce/contracts/order/order-charges';
import { withoutFills } from './early-fills.ts';
import { startFulfilment } from './fulfilment.ts';
import type { OrderDecision } from './order-decision.ts';
import { whilePlaced } from './order-end.ts';
import type { EventData, Order, PresentOrder, Units } from './order-state.ts';

/** Confirms a placed order. */
export interface ConfirmOrder {
  type: 'ConfirmOrder';
  authorizationId: string;
  total: Money;
  /** The charges in the total, if they are not those of the placed order. */
  charges?: Charges | undefined;
  /** Units that were not available and will not come (policy `partial`). */
  shortfall?: Units | undefined;
  /** Units that stock still owes (policy `backorder`). */
  backordered?: Units | undefined;
  /** The locations of its units, if there are several. */
  expectedParcels?: number | undefined;
  now: string;
}

/** Confirms a placed order whose stock is held and whose payment is authorized. */
export function confirmOrder(
  { authorizationId, total, charges, shortfall, backordered, expectedParcels, now }: ConfirmOrder,
  order: Order,
): OrderDecision {
  const waiting = withoutFills(backordered, order.status === 'placed' ? order.fills : []);
  return whilePlaced(order, {
    type: 'OrderConfirmed.v1',
    data: {
      authorizationId,
      total,
      confirmedAt: now,
      ...(shortfall && { cut: shortfall }),
      ...(waiting && { waiting }),
      ...(charges && { charges }),
      ...(expectedParcels && { expectedParcels }),
    },
  });
}

/** The units of the order can ship, and the card of the last attempt is the one that is charged. */
export function evolveConfirmed(
  order: PresentOrder,
  {
    authorizationId,
    total,
    cut,
    waiting,
    charges,
    expectedParcels,
  }: EventData<'OrderConfirmed.v1'>,
): Order {
  const { payment, fills = [] } = order.status === 'placed' ? order : {};
  const orderDetails = { ...order.orderDetails, total, ...(charges && { charges }) };
  return {
    status: 'confirmed',
    orderDetails,
    authorizationId,
    ...(payment?.token !== undefined && { paymentToken: payment.token }),
    fulfilment: {
      ...startFulfilment(orderDetails, { shortfall: cut, backordered: waiting }),
      fills: fills.map(({ fillId }) => fillId),
      ...(expectedParcels && { expectedParcels }),
    },
  };
}
