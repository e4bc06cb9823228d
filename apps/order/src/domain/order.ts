import type { Money } from '@commerce/contracts/money';
import type { OrderStatus } from '@commerce/contracts/order/order-api';
import type { OrderEndReason, OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected, type Decider, type Decision } from '@commerce/runtime/streams';
import {
  evolveFulfilment,
  fulfilmentStatus,
  startFulfilment,
  type Fulfilment,
} from './fulfilment.ts';
import {
  evolveParking,
  recordParked,
  startRepair,
  type RecordParked,
  type SagaProgress,
  type StartRepair,
} from './parking.ts';
import {
  recordReturnDeclined,
  recordReturned,
  recordReturnReceived,
  requestReturn,
  type RecordReturnDeclined,
  type RecordReturned,
  type RecordReturnReceived,
  type RequestReturn,
} from './returns.ts';
import {
  cancelLines,
  fillBackorder,
  recordDelivery,
  recordShipment,
  type CancelLines,
  type FillBackorder,
  type RecordDelivery,
  type RecordShipment,
} from './shipping.ts';

type EventData<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];
/** What was ordered; an order of version 1 has its personal data in clear. */
export type Placing = EventData<'OrderPlaced.v1'> | EventData<'OrderPlaced.v2'>;
type Units = { sku: string; quantity: number }[];
type Shortages = NonNullable<EventData<'OrderRejected.v1'>['shortages']>;

/** An order as its events tell it. */
export type Order =
  | { status: 'absent' }
  | { status: 'placed'; placing: Placing }
  | { status: 'confirmed'; placing: Placing; authorizationId: string; fulfilment: Fulfilment }
  | ({ status: 'cancelling' } & Undoing)
  | ({ status: 'rejected'; shortages?: Shortages } & Undoing)
  | ({ status: 'cancelled' } & Undoing);

interface Undoing {
  placing: Placing;
  reason: OrderEndReason;
  /** Ids of the cancellations of lines that came before it or began it; absent when none did. */
  cancellations?: string[];
  /** Of the compensation; absent as long as it needed nobody. */
  saga?: SagaProgress;
}

export const absent: Order = { status: 'absent' };

/** Copies a fact into the state. An event that no rule could have caused changes nothing. */
export function evolve(order: Order, event: OrderEvent): Order {
  if (event.type === 'OrderPlaced.v1' || event.type === 'OrderPlaced.v2') {
    return { status: 'placed', placing: event.data };
  }
  if (order.status === 'absent') return order;
  const { placing } = order;
  switch (event.type) {
    case 'OrderConfirmed.v1': {
      const { authorizationId, total } = event.data;
      return {
        status: 'confirmed',
        placing: { ...placing, total },
        authorizationId,
        fulfilment: startFulfilment(placing, event.data),
      };
    }
    case 'OrderCancelling.v1':
      return {
        status: 'cancelling',
        placing,
        reason: event.data.reason,
        ...cancellationsSoFar(order, event.data.commandId),
      };
    case 'OrderCancelled.v1':
      return {
        status: 'cancelled',
        placing,
        reason: event.data.reason,
        ...cancellationsSoFar(order),
        ...repairsSoFar(order),
      };
    case 'OrderRejected.v1': {
      const { reason, shortages } = event.data;
      return {
        status: 'rejected',
        placing,
        reason,
        ...(shortages && { shortages }),
        ...repairsSoFar(order),
      };
    }
    case 'OrderParked.v1':
    case 'OrderRepairStarted.v1':
      return evolveParking(order, event);
    case 'OrderBackorderFilled.v1':
    case 'OrderLinesCancelled.v1':
    case 'OrderShipped.v1':
    case 'OrderDelivered.v1':
    case 'OrderReturnRequested.v1':
    case 'OrderReturnRequested.v2':
    case 'OrderReturnReceived.v1':
    case 'OrderReturned.v1':
    case 'OrderReturnDeclined.v1':
      return order.status === 'confirmed'
        ? { ...order, fulfilment: evolveFulfilment(order.fulfilment, event) }
        : order;
  }
}

// The end of an order must know its repairs: a repeat of one changes nothing for ever.
function repairsSoFar(order: Order): { saga?: SagaProgress } {
  return order.status === 'cancelling' && order.saga !== undefined
    ? { saga: { repairs: order.saga.repairs } }
    : {};
}

// The same for cancellations of lines, whether they left something of the order or not.
function cancellationsSoFar(order: Order, last?: string): { cancellations?: string[] } {
  const ids = [...cancellationsOf(order), ...(last === undefined ? [] : [last])];
  return ids.length > 0 ? { cancellations: ids } : {};
}

function cancellationsOf(order: Order): readonly string[] {
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

/** `now` is an ISO instant: time enters the rules as data. */
export type OrderCommand =
  | { type: 'PlaceOrder'; data: Omit<EventData<'OrderPlaced.v2'>, 'placedAt'>; now: string }
  | {
      type: 'ConfirmOrder';
      authorizationId: string;
      total: Money;
      cut?: Units | undefined;
      waiting?: Units | undefined;
      now: string;
    }
  | { type: 'RejectOrder'; shortages: Shortages; now: string }
  | { type: 'AbandonOrder'; reason: OrderEndReason; now: string }
  | { type: 'CancelOrder'; now: string }
  | { type: 'RecordCompensated'; now: string }
  | RecordParked
  | StartRepair
  | LifeCommand;

/** Commands to an order that was confirmed. */
type LifeCommand =
  | RecordShipment
  | RecordDelivery
  | CancelLines
  | FillBackorder
  | RequestReturn
  | RecordReturnReceived
  | RecordReturned
  | RecordReturnDeclined;

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
    case 'RecordParked':
      return recordParked(command, order);
    case 'StartRepair':
      return startRepair(command, order);
    case 'FillBackorder':
      // Units that come for an order which was given up meanwhile are none of its business.
      return isEnding(order) ? accepted() : decideConfirmed(command, order);
    case 'CancelLines':
      return cancellationsOf(order).includes(command.commandId)
        ? accepted()
        : decideConfirmed(command, order);
    case 'RecordShipment':
    case 'RecordDelivery':
    case 'RequestReturn':
    case 'RecordReturnReceived':
    case 'RecordReturned':
    case 'RecordReturnDeclined':
      return decideConfirmed(command, order);
  }
}

function isEnding({ status }: Order): boolean {
  return status === 'cancelling' || status === 'cancelled' || status === 'rejected';
}

function decideConfirmed(command: LifeCommand, order: Order): Decision<OrderEvent> {
  if (order.status === 'confirmed') return decideLife(command, order);
  if (order.status === 'absent') return notFound();
  return rejected('order-not-confirmed', `The order is ${order.status}, not confirmed.`);
}

function decideLife(
  command: LifeCommand,
  order: Extract<Order, { status: 'confirmed' }>,
): Decision<OrderEvent> {
  switch (command.type) {
    case 'RecordShipment':
      return recordShipment(command, order);
    case 'RecordDelivery':
      return recordDelivery(command, order);
    case 'CancelLines':
      return cancelLines(command, order);
    case 'FillBackorder':
      return fillBackorder(command, order);
    case 'RequestReturn':
      return requestReturn(command, order);
    case 'RecordReturnReceived':
      return recordReturnReceived(command, order);
    case 'RecordReturned':
      return recordReturned(command, order);
    case 'RecordReturnDeclined':
      return recordReturnDeclined(command, order);
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
    return accepted({ type: 'OrderPlaced.v2', data: { ...data, placedAt: now } });
  }
  return order.placing.requestHash === data.requestHash
    ? accepted()
    : rejected('idempotency-key-reused', 'This key came with another order before.');
}

/** Confirms a placed order whose stock is held and whose payment is authorized. */
export function confirmOrder(
  { authorizationId, total, cut, waiting, now }: Command<'ConfirmOrder'>,
  order: Order,
): Decision<OrderEvent> {
  return whilePlaced(order, {
    type: 'OrderConfirmed.v1',
    data: {
      authorizationId,
      total,
      confirmedAt: now,
      ...(cut && { cut }),
      ...(waiting && { waiting }),
    },
  });
}

/** Rejects a placed order of which stock is short. Nothing was held, so nothing is undone. */
export function rejectOrder(
  { shortages, now }: Command<'RejectOrder'>,
  order: Order,
): Decision<OrderEvent> {
  return whilePlaced(order, {
    type: 'OrderRejected.v1',
    data: { reason: 'out-of-stock', shortages, rejectedAt: now },
  });
}

/** Gives up a placed order that may hold stock or money: compensation begins. */
export function abandonOrder(
  { reason, now }: Command<'AbandonOrder'>,
  order: Order,
): Decision<OrderEvent> {
  return whilePlaced(order, {
    type: 'OrderCancelling.v1',
    data: { reason, startedAt: now },
  });
}

// What the process found out counts once: an order that has moved on stays where it is.
function whilePlaced(order: Order, event: OrderEvent): Decision<OrderEvent> {
  switch (order.status) {
    case 'absent':
      return notFound();
    case 'placed':
      return accepted(event);
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

function startCancelling(now: string): Decision<OrderEvent> {
  return accepted({ type: 'OrderCancelling.v1', data: { reason: 'requested', startedAt: now } });
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

/** What a customer calls the state of the order. */
export function publicStatus(order: Exclude<Order, { status: 'absent' }>): OrderStatus {
  return order.status === 'confirmed' ? fulfilmentStatus(order.fulfilment) : order.status;
}

/** Whether nothing will happen to the order by itself any more. */
export function isSettled({ status }: { status: OrderStatus | 'absent' }): boolean {
  return status !== 'absent' && status !== 'placed' && status !== 'cancelling';
}
