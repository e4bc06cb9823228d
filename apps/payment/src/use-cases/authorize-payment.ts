import {
  MAX_PAYMENT_ATTEMPTS,
  type AuthorizationResult,
  type AuthorizePayment,
} from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import { createBatcher } from 'dapr-actor-runtime/batching';
import { transaction, type Database } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import {
  acceptAnswer,
  attemptOf,
  authorizationKeyOf,
  authorize,
  mustVoid,
  replyOf,
  type AuthorizationRefusal,
  type Payment,
  type ProviderDecision,
  type Reply,
  type StoredPayment,
} from '../domain/payment.ts';
import { recordNextAttempt } from '../store/attempts.ts';
import { findPayments, lockPayment, recordPayments } from '../store/payments.ts';
import { giveUpAction } from './complete-action.ts';
import { confirmVoid } from './void-payment.ts';

/** Payments that one statement reads or records at most. */
const MAX_BATCH = 64;

/** Reads payments; those that are asked for together in one statement. */
export function createPaymentReader(database: Database): PaymentDeps['findPayment'] {
  return createBatcher<string, Payment>({
    async run(orderIds) {
      const found = await findPayments(database, orderIds);
      return orderIds.map((orderId) => found.get(orderId) ?? { status: 'absent' });
    },
    fits: (batch) => batch.length < MAX_BATCH,
    splitOnError: () => false,
  });
}

/**
 * Records decisions of the provider; those of different orders that arrive together in one commit.
 */
export function createDecisionRecorder(database: Database): PaymentDeps['recordDecision'] {
  return createBatcher<ProviderDecision, StoredPayment>({
    run: (decisions) => recordPayments(database, decisions),
    fits: (batch, next) =>
      batch.length < MAX_BATCH && batch.every(({ orderId }) => orderId !== next.orderId),
    splitOnError: () => true,
  });
}

type Deps = Pick<
  PaymentDeps,
  'database' | 'outbox' | 'provider' | 'findPayment' | 'recordDecision' | 'timing'
>;

/**
 * Authorizes the money of an order, once per attempt. A repeat answers the recorded result; another
 * amount rejects with payment-conflict, an attempt out of turn with payment-attempt-conflict. Nothing
 * to pay, and less than the provider charges, are decided without it.
 */
export async function authorizePayment(
  deps: Deps,
  orderId: string,
  request: AuthorizePayment,
): Promise<AuthorizationResult> {
  const { provider, findPayment } = deps;
  const { amount, token, attempt = 1 } = request;
  let step = authorize(await findPayment(orderId), request, provider.name);
  if (step.do === 'supersede') {
    if (!(await giveUpAction(deps, orderId, 'superseded'))) return PROVIDER_UNCLEAR;
    step = authorize(await findPayment(orderId), request, provider.name);
  }
  if (step.do === 'supersede') return PROVIDER_UNCLEAR;
  if (step.do === 'ask-provider') {
    const key = authorizationKeyOf(orderId, attempt);
    const answer = await provider.authorize(orderId, { amount, token, key });
    const actBy = new Date(Date.now() + deps.timing.actionWindowMs).toISOString();
    step = acceptAnswer(answer, { amount, attempt, actBy });
  }
  if (step.do !== 'store') return resultOf(step);

  const stored = await record(deps, { orderId, attempt, payment: step.payment });
  if (mustVoid(step.payment, stored)) await confirmVoid(deps, orderId);
  return resultOf(replyOf(stored, amount));
}

/** The attempt that waits for the customer could not be given up. */
const PROVIDER_UNCLEAR: AuthorizationResult = { outcome: 'unknown', reason: 'provider-error' };

async function record(
  { database, recordDecision }: Deps,
  { orderId, attempt, payment }: ProviderDecision & { attempt: number },
): Promise<StoredPayment> {
  if (attempt === 1) return recordDecision({ orderId, payment });
  return transaction(database, async (trx) => {
    const stored = await lockPayment(trx, orderId);
    const isNext =
      stored.status === 'voided' || (stored.status === 'declined' && attemptOf(stored) < attempt);
    // A repeat that ran at the same time, under the same key, has recorded the same.
    if (isNext) await recordNextAttempt(trx, orderId, payment);
    return (await lockPayment(trx, orderId)) as StoredPayment;
  });
}

const REFUSALS: Record<AuthorizationRefusal, string> = {
  'payment-conflict': 'The payment of the order was requested with another amount before.',
  'payment-attempt-conflict':
    `An order has at most ${MAX_PAYMENT_ATTEMPTS} attempts, one after the other: the next one needs ` +
    'a decline of the one before.',
};

function resultOf(reply: Reply): AuthorizationResult {
  if (reply.do === 'answer') return reply.result;
  throw problem(reply.code, REFUSALS[reply.code]);
}
