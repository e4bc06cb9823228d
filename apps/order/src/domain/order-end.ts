import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { orderNotFound, type OrderDecision } from './order-decision.ts';
import type { Order } from './order-state.ts';

export interface CancelOrder {
  type: 'CancelOrder';
  now: string;
}

export interface RecordCompensated {
  type: 'RecordCompensated';
  now: string;
}

/** An outcome of the process counts once: an order that has moved on does not change. */
export function whilePlaced(order: Order, event: OrderEvent): OrderDecision {
  switch (order.status) {
    case 'absent':
      return orderNotFound();
    case 'placed':
      return accepted(event);
    case 'confirmed':
    case 'cancelling':
    case 'rejected':
    case 'cancelled':
      return accepted();
  }
}

/** Cancels on request, whether or not the order is confirmed yet. */
export function cancelOrder({ now }: CancelOrder, order: Order): OrderDecision {
  switch (order.status) {
    case 'absent':
      return orderNotFound();
    case 'placed':
      return startCancelling(now);
    case 'confirmed':
      return order.fulfilment.shipments.length === 0
        ? startCancelling(now)
        : rejected('order-already-shipped', 'Units have shipped: cancel lines or return them.');
    case 'cancelling':
    case 'cancelled':
      return accepted();
    case 'rejected':
      return rejected(
        'order-not-cancellable',
        'The order was rejected: nothing is left to cancel.',
      );
  }
}

function startCancelling(now: string): OrderDecision {
  return accepted({ type: 'OrderCancelling.v1', data: { reason: 'requested', startedAt: now } });
}

/** Ends a compensation: the order is cancelled if that was requested, otherwise rejected. */
export function recordCompensated({ now }: RecordCompensated, order: Order): OrderDecision {
  switch (order.status) {
    case 'absent':
      return orderNotFound();
    case 'cancelling': {
      const { reason } = order;
      return reason === 'requested'
        ? accepted({ type: 'OrderCancelled.v1', data: { reason, cancelledAt: now } })
        : accepted({ type: 'OrderRejected.v1', data: { reason, rejectedAt: now } });
    }
    case 'cancelled':
    case 'rejected':
      return accepted();
    case 'placed':
    case 'confirmed':
      return rejected('order-not-cancelling', 'The order is not being cancelled.');
  }
}
