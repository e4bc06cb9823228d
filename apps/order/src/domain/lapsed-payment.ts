import type { Money } from '@commerce/contracts/money';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { fulfilmentStatus, withStatus } from './fulfilment.ts';
import type { OrderDecision, OrderRefusal } from './order-decision.ts';
import { amountsOf } from './order-standing.ts';
import type { ConfirmedOrder, EventData, Order } from './order-state.ts';
import { isAuthorizationGone } from './payment-changes.ts';
import { refuseWhilePending } from './pending-edit.ts';

/** Another authorization has taken the place of the one that ended at the provider. */
export interface RecordReauthorized {
  type: 'RecordReauthorized';
  authorizationId: string;
  amount: Money;
  now: string;
}

interface PayAgain {
  commandId: string;
  /** The token of the card, encrypted; absent: the card of the order. */
  personal?: string | undefined;
  now: string;
}

/**
 * What an order has to be authorized with again, because the provider no longer holds its money; undefined if
 * the money is held, or nothing is owed.
 */
export function lapsedAmount(order: Order): Money | undefined {
  if (order.status !== 'confirmed') return undefined;
  const { fulfilment, orderDetails } = order;
  const isGone =
    isAuthorizationGone(fulfilment) || fulfilment.refusedCapture?.code === 'payment-not-authorized';
  const { owedMinor } = amountsOf(order);
  if (!isGone || owedMinor === 0) return undefined;
  return { ...orderDetails.total, amountMinor: owedMinor };
}

/**
 * The customer pays again. Rejects with payment-not-waiting if the money is held, if nothing is owed, or if a part
 * is captured: a payment has one authorization at a time. Rejects with edit-in-progress while its total is open.
 */
export function payAgain(
  { commandId, personal, now }: PayAgain,
  order: ConfirmedOrder,
): OrderDecision {
  const known = order.renewal?.commandIds ?? [];
  if (known.includes(commandId)) return accepted();
  const refusal = refuseRenewal(order);
  if (refusal !== undefined) return refusal;
  return accepted({
    type: 'OrderPaymentAttempted.v1',
    data: {
      status: fulfilmentStatus(order.fulfilment),
      attempt: known.length + 2,
      commandId,
      ...(personal !== undefined && { personal }),
      attemptedAt: now,
    },
  });
}

function refuseRenewal(order: ConfirmedOrder): OrderRefusal | undefined {
  if (lapsedAmount(order) === undefined) {
    return rejected('payment-not-waiting', 'The payment of the order is held: no card is needed.');
  }
  return amountsOf(order).capturedMinor > 0
    ? rejected(
        'payment-not-waiting',
        'A part of the order is paid. Cancel the units that are left, and order them anew.',
      )
    : refuseWhilePending(order);
}

/** Copies another try to pay into the order. */
export function evolvePaidAgain(
  order: ConfirmedOrder,
  { commandId, personal }: EventData<'OrderPaymentAttempted.v1'>,
): ConfirmedOrder {
  const { commandIds = [], token } = order.renewal ?? {};
  const card = personal ?? token;
  return {
    ...order,
    renewal: {
      commandIds: [...commandIds, commandId],
      ...(card !== undefined && { token: card }),
    },
  };
}

/** Records the new authorization, once by its id. */
export function recordReauthorized(
  { authorizationId, amount, now }: RecordReauthorized,
  order: ConfirmedOrder,
): OrderDecision {
  if (order.authorizationId === authorizationId) return accepted();
  const { fulfilment } = order;
  const settlesRefusal = fulfilment.refusedCapture?.code === 'payment-not-authorized';
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderReauthorized.v1',
      data: {
        authorizationId,
        amount,
        ...(settlesRefusal && { settlesRefusal }),
        reauthorizedAt: now,
      },
    }),
  );
}

/** The money is held again: by the card that was tried last. */
export function evolveReauthorized(
  order: ConfirmedOrder,
  { authorizationId, amount, settlesRefusal }: EventData<'OrderReauthorized.v1'>,
): ConfirmedOrder {
  const { orderDetails, renewal } = order;
  const { refusedCapture, paymentChanges = [], ...fulfilment } = order.fulfilment;
  return {
    ...order,
    authorizationId,
    ...(renewal?.token !== undefined && { paymentToken: renewal.token }),
    orderDetails: { ...orderDetails, total: amount },
    fulfilment: {
      ...fulfilment,
      ...(refusedCapture && !settlesRefusal && { refusedCapture }),
      ...(paymentChanges.length > 0 && { paymentChanges }),
      changesBeforeRenewal: paymentChanges.length,
    },
  };
}
