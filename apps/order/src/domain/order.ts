import type { OrderStatus } from '@commerce/contracts/order/order-api';
import type { OrderEndReason, OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected, type Decider } from 'dapr-actor-runtime/streams';
import { evolveFulfilment, fulfilmentStatus } from './fulfilment.ts';
import {
  closeReturn,
  declineReturn,
  withdrawReturn,
  type CloseReturn,
  type DeclineReturn,
  type WithdrawReturn,
} from './announced-returns.ts';
import { evolveFillNoted, noteFill } from './early-fills.ts';
import { confirmOrder, evolveConfirmed, type ConfirmOrder } from './order-confirmation.ts';
import {
  evolveReauthorized,
  recordReauthorized,
  type RecordReauthorized,
} from './lapsed-payment.ts';
import { orderNotFound, type OrderDecision } from './order-decision.ts';
import { evolveEdited, evolvePersonalData } from './edit-booking.ts';
import { annotateOrder, evolveAnnotated, type AnnotateOrder } from './order-annotation.ts';
import { editOrder, type EditOrder } from './order-edit.ts';
import {
  cancellationsOf,
  cancelOrder,
  evolveEnd,
  recordCompensated,
  whilePlaced,
  type CancelOrder,
  type RecordCompensated,
} from './order-end.ts';
import {
  evolvePlaced,
  requirePaymentAction,
  tryPayment,
  type RequirePaymentAction,
  type TryPayment,
} from './order-payment.ts';
import { standingOf } from './order-standing.ts';
import {
  absent,
  type ConfirmedOrder,
  type EventData,
  type Order,
  type PresentOrder,
  type Shortages,
} from './order-state.ts';
import {
  evolveParking,
  recordParked,
  startRepair,
  type RecordParked,
  type StartRepair,
} from './parking.ts';
import {
  abandonEdit,
  bookEdit,
  evolvePendingEdit,
  refuseWhilePending,
  type AbandonEdit,
  type BookEdit,
} from './pending-edit.ts';
import { decideRefund, type RefundCommand } from './refunds.ts';
import { recordPaymentChange, type RecordPaymentChange } from './payment-changes.ts';
import { recordReturnReceived, type RecordReturnReceived } from './receive-return.ts';
import {
  recordReturnDeclined,
  recordReturned,
  requestReturn,
  type RecordReturnDeclined,
  type RecordReturned,
  type RequestReturn,
} from './returns.ts';
import {
  evolveShippedAnyway,
  recordShippedAnyway,
  type RecordShippedAnyway,
} from './shipping-exceptions.ts';
import {
  cancelLines,
  fillBackorder,
  recordCaptureRefused,
  recordDelivery,
  recordShipment,
  type CancelLines,
  type FillBackorder,
  type RecordCaptureRefused,
  type RecordDelivery,
  type RecordShipment,
} from './shipping.ts';

/** Copies an event into the state. One that no rule could have caused changes nothing. */
export function evolve(order: Order, event: OrderEvent): Order {
  if (event.type === 'OrderPlaced.v1' || event.type === 'OrderPlaced.v2') {
    return { status: 'placed', orderDetails: event.data };
  }
  if (order.status === 'absent') return order;
  switch (event.type) {
    case 'OrderConfirmed.v1':
      return evolveConfirmed(order, event.data);
    case 'OrderPaymentActionRequired.v1':
    case 'OrderPaymentAttempted.v1':
      return evolvePlaced(order, event);
    case 'OrderCancelling.v1':
    case 'OrderCancelled.v1':
    case 'OrderRejected.v1':
      return evolveEnd(order, event);
    case 'OrderParked.v1':
    case 'OrderRepairStarted.v1':
      return evolveParking(order, event);
    case 'OrderBackorderFilled.v1':
    case 'OrderLinesCancelled.v1':
    case 'OrderShipped.v1':
    case 'OrderCaptureRefused.v1':
    case 'OrderCaptureGivenUp.v1':
    case 'OrderPaymentChanged.v1':
    case 'OrderDelivered.v1':
    case 'OrderReturnRequested.v1':
    case 'OrderReturnRequested.v2':
    case 'OrderReturnSplit.v1':
    case 'OrderReturnReceived.v1':
    case 'OrderReturnReceived.v2':
    case 'OrderReturned.v1':
    case 'OrderReturnDeclined.v1':
    case 'OrderReturnDeclineExplained.v1':
    case 'OrderReturnWithdrawn.v1':
    case 'OrderReturnClosed.v1':
    case 'OrderRefundRequested.v1':
    case 'OrderRefundApproved.v1':
    case 'OrderRefunded.v1':
    case 'OrderRefundDeclined.v1':
      return order.status === 'confirmed'
        ? { ...order, fulfilment: evolveFulfilment(order.fulfilment, event) }
        : order;
    case 'OrderShippedAnyway.v1':
    case 'OrderShippedAnywaySettled.v1':
      return evolveShippedAnyway(order, event);
    case 'OrderBackorderFillNoted.v1':
      return evolveFillNoted(order, event.data);
    case 'OrderAnnotated.v1':
      return evolveAnnotated(order, event.data);
    case 'OrderEdited.v1':
      return order.status === 'confirmed' ? evolveEdited(order, event.data) : order;
    case 'OrderPersonalDataReplaced.v1':
      return order.status === 'confirmed' ? evolvePersonalData(order, event.data) : order;
    case 'OrderReauthorized.v1':
      return order.status === 'confirmed' ? evolveReauthorized(order, event.data) : order;
    case 'OrderEditStarted.v1':
    case 'OrderEditDeclined.v1':
      return order.status === 'confirmed' ? evolvePendingEdit(order, event) : order;
  }
}

/** What can be asked of an order. `now` is an ISO instant: time enters the rules as data. */
export type OrderCommand =
  | { type: 'PlaceOrder'; data: Omit<EventData<'OrderPlaced.v2'>, 'placedAt'>; now: string }
  | ConfirmOrder
  | { type: 'RejectOrder'; shortages: Shortages; now: string }
  | { type: 'AbandonOrder'; reason: OrderEndReason; now: string }
  | RequirePaymentAction
  | TryPayment
  | CancelOrder
  | RecordCompensated
  | RecordParked
  | StartRepair
  | AnnotateOrder
  | RecordShippedAnyway
  | FulfilmentCommand;

/** Commands on the units of a confirmed order. */
type FulfilmentCommand =
  | RecordShipment
  | RecordCaptureRefused
  | RecordPaymentChange
  | RecordReauthorized
  | RecordDelivery
  | CancelLines
  | EditOrder
  | BookEdit
  | AbandonEdit
  | FillBackorder
  | RequestReturn
  | RecordReturnReceived
  | RecordReturned
  | RecordReturnDeclined
  | WithdrawReturn
  | DeclineReturn
  | CloseReturn
  | RefundCommand;

/**
 * Decides a command on an order. Never throws for a business reason. The events say where the order
 * stands after them.
 */
export function decide(command: OrderCommand, order: Order): OrderDecision {
  const decision = decideCommand(command, order);
  if (!decision.ok) return decision;
  let state = order;
  const events = decision.events.map((event) => {
    state = evolve(state, event);
    return carriesStanding(event) && state.status !== 'absent'
      ? ({ ...event, data: { ...event.data, standing: standingOf(state) } } as OrderEvent)
      : event;
  });
  return { ...decision, events };
}

/** What is placed follows from the event itself, and parking changes nothing. */
function carriesStanding({ type }: OrderEvent): boolean {
  return !/^Order(?:Placed|Parked|RepairStarted)\./.test(type);
}

function decideCommand(command: OrderCommand, order: Order): OrderDecision {
  switch (command.type) {
    case 'PlaceOrder':
      return placeOrder(command, order);
    case 'ConfirmOrder':
      return confirmOrder(command, order);
    case 'RejectOrder':
      return rejectOrder(command, order);
    case 'AbandonOrder':
      return abandonOrder(command, order);
    case 'RequirePaymentAction':
      return requirePaymentAction(command, order);
    case 'TryPayment':
      return tryPayment(command, order);
    case 'CancelOrder':
      return cancelOrder(command, order);
    case 'RecordCompensated':
      return recordCompensated(command, order);
    case 'RecordParked':
      return recordParked(command, order);
    case 'StartRepair':
      return startRepair(command, order);
    case 'AnnotateOrder':
      return annotateOrder(command, order);
    case 'RecordShippedAnyway':
      return recordShippedAnyway(command, order);
    case 'FillBackorder':
      if (order.status === 'placed') return noteFill(command, order);
      // Units that arrive for an order that was given up in the meantime do not matter to it.
      return isEnding(order) ? accepted() : decideConfirmed(command, order);
    case 'CancelLines':
    case 'EditOrder':
      return cancellationsOf(order).includes(command.commandId)
        ? accepted()
        : decideConfirmed(command, order);
    case 'BookEdit':
    case 'AbandonEdit':
    case 'RecordPaymentChange':
    case 'RecordReauthorized':
      return isEnding(order) ? accepted() : decideConfirmed(command, order);
    case 'RecordShipment':
    case 'RecordCaptureRefused':
    case 'RecordDelivery':
    case 'RequestReturn':
    case 'RecordReturnReceived':
    case 'RecordReturned':
    case 'RecordReturnDeclined':
    case 'WithdrawReturn':
    case 'DeclineReturn':
    case 'CloseReturn':
    case 'RequestRefund':
    case 'ApproveRefund':
    case 'DeclineRefund':
    case 'RecordRefunded':
    case 'RecordRefundUndone':
      return decideConfirmed(command, order);
  }
}

function isEnding({ status }: Order): boolean {
  return status === 'cancelling' || status === 'cancelled' || status === 'rejected';
}

function decideConfirmed(command: FulfilmentCommand, order: Order): OrderDecision {
  if (order.status === 'confirmed') return decideFulfilment(command, order);
  if (order.status === 'absent') return orderNotFound();
  return rejected('order-not-confirmed', `The order is ${order.status}, not confirmed.`);
}

function decideFulfilment(command: FulfilmentCommand, order: ConfirmedOrder): OrderDecision {
  switch (command.type) {
    case 'RecordShipment':
      return refuseWhilePending(order) ?? recordShipment(command, order);
    case 'RecordCaptureRefused':
      return recordCaptureRefused(command, order);
    case 'RecordPaymentChange':
      return recordPaymentChange(command, order);
    case 'RecordReauthorized':
      return recordReauthorized(command, order);
    case 'RecordDelivery':
      return recordDelivery(command, order);
    case 'CancelLines':
      return refuseWhilePending(order) ?? cancelLines(command, order);
    case 'EditOrder':
      return editOrder(command, order);
    case 'BookEdit':
      return bookEdit(command, order);
    case 'AbandonEdit':
      return abandonEdit(command, order);
    case 'FillBackorder':
      return refuseWhilePending(order) ?? fillBackorder(command, order);
    case 'RequestReturn':
      return requestReturn(command, order);
    case 'RecordReturnReceived':
      return recordReturnReceived(command, order);
    case 'RecordReturned':
      return recordReturned(command, order);
    case 'RecordReturnDeclined':
      return recordReturnDeclined(command, order);
    case 'WithdrawReturn':
      return withdrawReturn(command, order);
    case 'DeclineReturn':
      return declineReturn(command, order);
    case 'CloseReturn':
      return closeReturn(command, order);
    case 'RequestRefund':
    case 'ApproveRefund':
    case 'DeclineRefund':
    case 'RecordRefunded':
    case 'RecordRefundUndone':
      return decideRefund(command, order);
  }
}

export const orderDecider: Decider<Order, OrderCommand, OrderEvent> = {
  initial: absent,
  evolve,
  decide,
};

type Command<T extends OrderCommand['type']> = Extract<OrderCommand, { type: T }>;

/** Places a new order. The same request again is a repeat; another request under its id is refused. */
export function placeOrder({ data, now }: Command<'PlaceOrder'>, order: Order): OrderDecision {
  if (order.status === 'absent') {
    return accepted({ type: 'OrderPlaced.v2', data: { ...data, placedAt: now } });
  }
  return order.orderDetails.requestHash === data.requestHash
    ? accepted()
    : rejected('idempotency-key-reused', 'This key was used with another order.');
}

/** Rejects a placed order because stock is short. Nothing was held, so nothing needs undoing. */
export function rejectOrder(
  { shortages, now }: Command<'RejectOrder'>,
  order: Order,
): OrderDecision {
  return whilePlaced(order, {
    type: 'OrderRejected.v1',
    data: { reason: 'out-of-stock', shortages, rejectedAt: now },
  });
}

/** Gives up a placed order that may hold stock or money: its compensation starts. */
export function abandonOrder(
  { reason, now }: Command<'AbandonOrder'>,
  order: Order,
): OrderDecision {
  return whilePlaced(order, {
    type: 'OrderCancelling.v1',
    data: { reason, startedAt: now },
  });
}

/** The status of the order as the API shows it. */
export function publicStatus(order: PresentOrder): OrderStatus {
  return order.status === 'confirmed' ? fulfilmentStatus(order.fulfilment) : order.status;
}

/** Whether neither the process nor the compensation of the order is under way. */
export function isSettled({ status }: { status: OrderStatus | 'absent' }): boolean {
  return status !== 'absent' && status !== 'placed' && status !== 'cancelling';
}
