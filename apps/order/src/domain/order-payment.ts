import { MAX_PAYMENT_ATTEMPTS } from '@commerce/contracts/payment/payment-api';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { evolvePaidAgain, payAgain } from './lapsed-payment.ts';
import { whilePlaced } from './order-end.ts';
import { orderNotFound, type OrderDecision } from './order-decision.ts';
import type { Order, PlacedOrder } from './order-state.ts';

/** The bank wants the customer to act: the order waits. */
export interface RequirePaymentAction {
  type: 'RequirePaymentAction';
  attempt: number;
  attemptId: string;
  /** What to do, encrypted; absent if the customer was erased. */
  personal?: string | undefined;
  expiresAt: string;
  now: string;
}

/** The customer tries another card. */
export interface TryPayment {
  type: 'TryPayment';
  commandId: string;
  /** The token of the card, encrypted; absent: the card of the order again. */
  personal?: string | undefined;
  now: string;
}

type PaymentEvent = Extract<
  OrderEvent,
  { type: 'OrderPaymentActionRequired.v1' | 'OrderPaymentAttempted.v1' }
>;

/** Copies an event of the payment of a placed order into the state. */
export function evolvePlaced(order: Exclude<Order, { status: 'absent' }>, event: PaymentEvent) {
  if (order.status === 'confirmed' && event.type === 'OrderPaymentAttempted.v1') {
    return evolvePaidAgain(order, event.data);
  }
  if (order.status !== 'placed') return order;
  if (event.type === 'OrderPaymentAttempted.v1') {
    const { attempt, commandId, personal, attemptedAt } = event.data;
    const { commandIds = [], token } = order.payment ?? {};
    const card = personal ?? token;
    const payment = { attempt, since: attemptedAt, ...(card !== undefined && { token: card }) };
    return { ...order, payment: { ...payment, commandIds: [...commandIds, commandId] } };
  }
  const { attempt, attemptId, personal, expiresAt, requiredAt } = event.data;
  return {
    ...order,
    payment: {
      commandIds: [],
      ...order.payment,
      ...{ attempt, since: requiredAt },
      action: { attemptId, expiresAt, ...(personal === undefined ? {} : { personal }) },
    },
  };
}

/** The number of the card that the order tries now, from 1. */
export function attemptOf({ payment }: PlacedOrder): number {
  return payment?.attempt ?? 1;
}

/** Records that the order waits for its customer. Of the same attempt it is recorded once. */
export function requirePaymentAction(
  { attempt, attemptId, personal, expiresAt, now }: RequirePaymentAction,
  order: Order,
): OrderDecision {
  const waits = order.status === 'placed' && order.payment?.action?.attemptId === attemptId;
  if (waits) return accepted();
  return whilePlaced(order, {
    type: 'OrderPaymentActionRequired.v1',
    data: {
      ...{ attempt, attemptId, expiresAt, requiredAt: now },
      ...(personal === undefined ? {} : { personal }),
    },
  });
}

/**
 * Tries another card, of an order that waits for its customer or whose authorization has ended. Rejects with
 * payment-not-waiting, payment-attempts-exhausted or edit-in-progress.
 */
export function tryPayment({ commandId, personal, now }: TryPayment, order: Order): OrderDecision {
  if (order.status === 'absent') return orderNotFound();
  if (order.status === 'confirmed') return payAgain({ commandId, personal, now }, order);
  if (order.status !== 'placed') {
    return rejected('payment-not-waiting', `The order is ${order.status}: no card is needed.`);
  }
  if (order.payment?.commandIds.includes(commandId)) return accepted();
  if (order.payment?.action === undefined) {
    return rejected('payment-not-waiting', 'A card of the order is being authorized.');
  }
  const attempt = attemptOf(order) + 1;
  if (attempt > MAX_PAYMENT_ATTEMPTS) {
    return rejected(
      'payment-attempts-exhausted',
      `An order tries ${MAX_PAYMENT_ATTEMPTS} cards at most: finish with the last one, or cancel.`,
    );
  }
  return accepted({
    type: 'OrderPaymentAttempted.v1',
    data: { attempt, commandId, ...(personal !== undefined && { personal }), attemptedAt: now },
  });
}
