import type { OrderEndReason, OrderEvent } from '@commerce/contracts/order/order-events';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import { accepted, rejected, type Decider, type Decision } from '@commerce/runtime/streams';

type EventData<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];
type Placing = EventData<'OrderPlaced.v1'>;
type Shortages = NonNullable<EventData<'OrderRejected.v1'>['shortages']>;

/** An order as its events tell it. */
export type Order =
  | { status: 'absent' }
  | { status: 'placed'; placing: Placing }
  | { status: 'confirmed'; placing: Placing; authorizationId: string }
  | { status: 'cancelling'; placing: Placing; reason: OrderEndReason }
  | { status: 'rejected'; placing: Placing; reason: OrderEndReason; shortages?: Shortages }
  | { status: 'cancelled'; placing: Placing; reason: OrderEndReason };

export const absent: Order = { status: 'absent' };

/** Copies a fact into the state. An event that no rule could have caused changes nothing. */
export function evolve(order: Order, event: OrderEvent): Order {
  if (event.type === 'OrderPlaced.v1') return { status: 'placed', placing: event.data };
  if (order.status === 'absent') return order;
  const { placing } = order;
  switch (event.type) {
    case 'OrderConfirmed.v1':
      return { status: 'confirmed', placing, authorizationId: event.data.authorizationId };
    case 'OrderCancelling.v1':
      return { status: 'cancelling', placing, reason: event.data.reason };
    case 'OrderCancelled.v1':
      return { status: 'cancelled', placing, reason: event.data.reason };
    case 'OrderRejected.v1': {
      const { reason, shortages } = event.data;
      return { status: 'rejected', placing, reason, ...(shortages && { shortages }) };
    }
  }
}

/** `now` is an ISO instant: time enters the rules as data. */
export type OrderCommand =
  | { type: 'PlaceOrder'; data: Omit<Placing, 'placedAt'>; now: string }
  | { type: 'ConfirmOrder'; authorizationId: string; now: string }
  | { type: 'RejectOrder'; shortages: Shortages; now: string }
  | { type: 'AbandonOrder'; reason: OrderEndReason; now: string }
  | { type: 'CancelOrder'; now: string }
  | { type: 'RecordCompensated'; now: string };

/** Answers what a command does to an order. Never throws for a business reason. */
export function decide(command: OrderCommand, order: Order): Decision<OrderEvent> {
  switch (command.type) {
    case 'PlaceOrder':
      return placeOrder(command, order);
    case 'ConfirmOrder':
      return confirmOrder(command, order);
    case 'RejectOrder':
      return rejectOrder(command, order);
    case 'AbandonOrder':
      return abandonOrder(command, order);
    case 'CancelOrder':
      return cancelOrder(command, order);
    case 'RecordCompensated':
      return recordCompensated(command, order);
  }
}

export const orderDecider: Decider<Order, OrderCommand, OrderEvent> = {
  initial: absent,
  evolve,
  decide,
};

type Command<T extends OrderCommand['type']> = Extract<OrderCommand, { type: T }>;

/** Places a new order. The same request again is a repeat; another one under its id is refused. */
export function placeOrder(
  { data, now }: Command<'PlaceOrder'>,
  order: Order,
): Decision<OrderEvent> {
  if (order.status === 'absent') {
    return accepted({ type: 'OrderPlaced.v1', data: { ...data, placedAt: now } });
  }
  return order.placing.requestHash === data.requestHash
    ? accepted()
    : rejected('idempotency-key-reused', 'This key came with another order before.');
}

/** Confirms a placed order whose stock is held and whose payment is authorized. */
export function confirmOrder(
  { authorizationId, now }: Command<'ConfirmOrder'>,
  order: Order,
): Decision<OrderEvent> {
  switch (order.status) {
    case 'absent':
      return notFound();
    case 'placed': {
      const { total } = order.placing;
      return accepted({
        type: 'OrderConfirmed.v1',
        data: { authorizationId, total, confirmedAt: now },
      });
    }
    case 'confirmed':
    case 'cancelling':
    case 'rejected':
    case 'cancelled':
      return accepted();
  }
}

/** Rejects a placed order of which stock is short. Nothing was held, so nothing is undone. */
export function rejectOrder(
  { shortages, now }: Command<'RejectOrder'>,
  order: Order,
): Decision<OrderEvent> {
  switch (order.status) {
    case 'absent':
      return notFound();
    case 'placed':
      return accepted({
        type: 'OrderRejected.v1',
        data: { reason: 'out-of-stock', shortages, rejectedAt: now },
      });
    case 'confirmed':
    case 'cancelling':
    case 'rejected':
    case 'cancelled':
      return accepted();
  }
}

/** Gives up a placed order that may hold stock or money: compensation begins. */
export function abandonOrder(
  { reason, now }: Command<'AbandonOrder'>,
  order: Order,
): Decision<OrderEvent> {
  switch (order.status) {
    case 'absent':
      return notFound();
    case 'placed':
      return accepted({ type: 'OrderCancelling.v1', data: { reason, startedAt: now } });
    case 'confirmed':
    case 'cancelling':
    case 'rejected':
    case 'cancelled':
      return accepted();
  }
}

/** Cancels on request, whether the order is confirmed yet or not. */
export function cancelOrder({ now }: Command<'CancelOrder'>, order: Order): Decision<OrderEvent> {
  switch (order.status) {
    case 'absent':
      return notFound();
    case 'placed':
    case 'confirmed':
      return accepted({
        type: 'OrderCancelling.v1',
        data: { reason: 'requested', startedAt: now },
      });
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

/** Ends a compensation: on request the order is cancelled, else it never was and is rejected. */
export function recordCompensated(
  { now }: Command<'RecordCompensated'>,
  order: Order,
): Decision<OrderEvent> {
  switch (order.status) {
    case 'absent':
      return notFound();
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
      return rejected('order-not-cancelling', 'No compensation of this order was begun.');
  }
}

function notFound(): Decision<OrderEvent> {
  return rejected('order-not-found', 'There is no order with this id.');
}

/** Whether nothing will happen to the order by itself any more. */
export function isSettled({ status }: Pick<Order, 'status'>): boolean {
  return status === 'confirmed' || status === 'rejected' || status === 'cancelled';
}

/** The order as the API answers it; undefined when there is none. */
export function toResource(id: string, order: Order, version: number): OrderResource | undefined {
  if (order.status === 'absent') return undefined;
  const { lines, total, customerId, placedAt } = order.placing;
  return {
    id,
    status: order.status,
    lines,
    total,
    version,
    ...(customerId === undefined ? {} : { customerId }),
    placedAt,
    ...(order.status === 'rejected' && {
      rejection: {
        code: order.reason,
        ...(order.shortages && { lines: order.shortages }),
      },
    }),
  };
}
