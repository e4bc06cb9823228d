import type { Money } from '@commerce/contracts/money';
import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import { rejected } from 'dapr-actor-runtime/streams';
import type { OrderAnswer } from '../actors/order-actor-type.ts';
import { completePayment, readPayment, renewPayment } from '../clients/payment.ts';
import type { OrderDeps } from '../deps.ts';
import { lapsedAmount } from '../domain/lapsed-payment.ts';
import type { TryPayment } from '../domain/order-payment.ts';
import type { ConfirmedOrder } from '../domain/order-state.ts';
import { answerOrder, decideOrder, type OpenOrder } from './decide-order.ts';
import { readPaymentToken } from './payment-token.ts';

type Deps = Pick<OrderDeps, 'sidecar' | 'personal' | 'failpoint' | 'log'>;

/**
 * Authorizes a confirmed order again whose authorization has ended at the provider. The authorization has the id
 * of the command: whatever dies in between, the same request again finds it. Payment announces it too, so it is
 * recorded even if nobody asks again. Rejects with the codes of the rule, with payment-declined and unavailable.
 */
export async function payAgain(
  deps: Deps,
  order: OpenOrder,
  command: TryPayment,
): Promise<OrderAnswer> {
  const decided = await decideOrder(order, command);
  if (!decided.ok) return decided;
  deps.failpoint('after-pay-again');
  const { state } = await order.aggregate.load();
  const amount = lapsedAmount(state);
  if (state.status !== 'confirmed' || amount === undefined) return decided;
  // A repeat after another try: that one counts.
  if (state.renewal?.commandIds.at(-1) !== command.commandId) return decided;
  const result = await authorizeAgain(deps, order.id, { state, amount, command });
  return settle(order, result, { amount, attempt: state.renewal.commandIds.length + 1 });
}

async function authorizeAgain(
  deps: Deps,
  orderId: string,
  { state, amount, command }: { state: ConfirmedOrder; amount: Money; command: TryPayment },
): Promise<AuthorizationResult> {
  const { orderDetails, renewal, paymentToken } = state;
  try {
    const sealed = renewal?.token ?? paymentToken;
    const token = await readPaymentToken(deps, orderId, { orderDetails, sealed });
    if (token === 'erased') return declined('The payment token was erased with the customer.');
    if (token === undefined) return declined('The order names no payment.');
    const renewalId = command.commandId;
    return await renewPayment(deps.sidecar, orderId, { renewalId, amount, token });
  } catch (err) {
    deps.log.warn({ err, orderId }, 'payment token not decrypted, the caller repeats the request');
    return { outcome: 'unknown', reason: (err as Error).message };
  }
}

/**
 * Records that a confirmed order whose authorization had ended is authorized again, if payment says so: the
 * customer has acted, or an answer was lost. Rejects with unavailable if payment gives no clear answer.
 */
export async function completePayAgain(
  { sidecar }: Deps,
  order: OpenOrder,
  state: ConfirmedOrder,
): Promise<OrderAnswer> {
  const payment = await readPayment(sidecar, order.id);
  if (payment === 'unknown') return unclear('it does not answer');
  const latest = payment === 'absent' ? undefined : payment.attempts.at(-1);
  if (latest?.amount === undefined) return answerOrder(order);
  const { attempt, amount, status, authorizationId } = latest;
  if (status === 'requires-action') {
    return settle(order, await completePayment(sidecar, order.id, attempt), { amount, attempt });
  }
  const isNew = status === 'authorized' && authorizationId !== state.authorizationId;
  return isNew && authorizationId !== undefined
    ? settle(order, { outcome: 'authorized', authorizationId }, { amount, attempt })
    : answerOrder(order);
}

async function settle(
  order: OpenOrder,
  result: AuthorizationResult,
  { amount, attempt }: { amount: Money; attempt: number },
): Promise<OrderAnswer> {
  switch (result.outcome) {
    case 'authorized': {
      const { authorizationId } = result;
      const now = new Date().toISOString();
      return decideOrder(order, { type: 'RecordReauthorized', authorizationId, amount, now });
    }
    case 'requires-action': {
      const answer = await answerOrder(order);
      const { action, expiresAt } = result;
      return answer.ok
        ? { ok: true, order: { ...answer.order, paymentAction: { attempt, action, expiresAt } } }
        : answer;
    }
    case 'declined':
      return rejected('payment-declined', `The payment was declined: ${result.reason}.`);
    case 'voided':
      return rejected('payment-declined', 'The payment of the order was voided.');
    case 'unknown':
      return unclear(result.reason);
  }
}

function declined(reason: string): AuthorizationResult {
  return { outcome: 'declined', reason };
}

function unclear(reason: string): OrderAnswer {
  return rejected('unavailable', `Payment gave no clear answer, repeat this: ${reason}`);
}
