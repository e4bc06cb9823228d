import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { orderNotFound, type OrderDecision } from './order-decision.ts';
import type { Order, PresentOrder, SagaProgress } from './order-state.ts';
import { endPendingEdit } from './pending-edit.ts';
import { shippedAnywaySoFar } from './shipping-exceptions.ts';

/** Cancels an order as a whole. */
export interface CancelOrder {
  type: 'CancelOrder';
  now: string;
}

/** The compensation of an order is done. */
export interface RecordCompensated {
  type: 'RecordCompensated';
  now: string;
}

type EndEvent = Extract<
  OrderEvent,
  { type: 'OrderCancelling.v1' | 'OrderCancelled.v1' | 'OrderRejected.v1' }
>;

/** Copies the start or the end of a compensation, or a rejection, into the order. */
export function evolveEnd(order: PresentOrder, event: EndEvent): Order {
  const { orderDetails } = order;
  switch (event.type) {
    case 'OrderCancelling.v1':
      return {
        status: 'cancelling',
        orderDetails,
        reason: event.data.reason,
        ...cancellationsSoFar(order, event.data.commandId),
        ...shippedAnywaySoFar(order),
      };
    case 'OrderCancelled.v1':
      return {
        status: 'cancelled',
        orderDetails,
        reason: event.data.reason,
        ...cancellationsSoFar(order),
        ...shippedAnywaySoFar(order),
        ...repairsSoFar(order),
      };
    case 'OrderRejected.v1': {
      const { reason, shortages } = event.data;
      return {
        status: 'rejected',
        orderDetails,
        reason,
        ...(shortages && { shortages }),
        ...repairsSoFar(order),
      };
    }
  }
}

// An ended order keeps the ids of its repairs, so that a repeat of one still changes nothing.
function repairsSoFar(order: Order): { saga?: SagaProgress } {
  return order.status === 'cancelling' && order.saga !== undefined
    ? { saga: { repairs: order.saga.repairs } }
    : {};
}

// The same for cancellations of lines, also of the one that left nothing of the order.
function cancellationsSoFar(order: Order, last?: string): { cancellations?: string[] } {
  const ids = [...cancellationsOf(order), ...(last === undefined ? [] : [last])];
  return ids.length > 0 ? { cancellations: ids } : {};
}

/** The ids of the cancellations of lines of an order. */
export function cancellationsOf(order: Order): readonly string[] {
  switch (order.status) {
    case 'absent':
    case 'placed':
      return [];
    case 'confirmed':
      return order.fulfilment.cancellations;
    case 'cancelling':
    case 'rejected':
    case 'cancelled':
      return order.cancellations ?? [];
  }
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
        ? startCancelling(now, endPendingEdit(order, now))
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

function startCancelling(now: string, before: OrderEvent[] = []): OrderDecision {
  const data = { reason: 'requested', startedAt: now } as const;
  return accepted(...before, { type: 'OrderCancelling.v1', data });
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
