import type {
  AuthorizationResult,
  AuthorizePayment,
} from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import { createBatcher } from 'dapr-actor-runtime/batching';
import type { Database } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import {
  acceptAnswer,
  authorize,
  mustVoid,
  replyOf,
  type Payment,
  type ProviderDecision,
  type Reply,
  type StoredPayment,
} from '../domain/payment.ts';
import { findPayments, recordPayments } from '../store/payments.ts';
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

/**
 * Authorizes the money of an order, once per order. A repeat answers the recorded result, and
 * another amount rejects with payment-conflict.
 */
export async function authorizePayment(
  deps: Pick<PaymentDeps, 'database' | 'provider' | 'findPayment' | 'recordDecision'>,
  orderId: string,
  request: AuthorizePayment,
): Promise<AuthorizationResult> {
  const { provider, findPayment, recordDecision } = deps;
  const { amount } = request;
  const first = authorize(await findPayment(orderId), amount);
  if (first.do !== 'ask-provider') return resultOf(first);

  const step = acceptAnswer(await provider.authorize(orderId, request), amount);
  if (step.do !== 'store') return resultOf(step);

  const stored = await recordDecision({ orderId, payment: step.payment });
  if (mustVoid(step.payment, stored)) await confirmVoid(deps, orderId);
  return resultOf(replyOf(stored, amount));
}

function resultOf(reply: Reply): AuthorizationResult {
  if (reply.do === 'answer') return reply.result;
  throw problem(reply.code, 'The payment of the order was requested with another amount before.');
}
