import { problem } from '@commerce/contracts/problems';
import type {
  AuthorizationResult,
  AuthorizePayment,
} from '@commerce/contracts/payment/payment-api';
import { createBatcher } from '@commerce/runtime/batching';
import type { Database } from '@commerce/runtime/postgres';
import {
  authorize,
  mustGiveBack,
  record,
  replyOf,
  type Reply,
  type StoredPayment,
} from '../domain/payment.ts';
import { findPayment, recordPayments, type ProviderDecision } from '../store/payments.ts';
import { confirmVoid } from './confirm-void.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** Orders whose authorizations are recorded in one statement at most. */
const MAX_GROUP = 64;

/**
 * Makes the function that authorizes the money of an order once, however often it is asked. It
 * rejects with payment-conflict when the order was asked for with another amount. What the provider
 * decides for several orders at once is recorded by one commit.
 */
export function authorizations({
  database,
  provider,
}: {
  database: Database;
  provider: PaymentProvider;
}): (orderId: string, request: AuthorizePayment) => Promise<AuthorizationResult> {
  const recordDecision = createBatcher<ProviderDecision, StoredPayment>({
    run: (decisions) => recordPayments(database, decisions),
    fits: (group, next) =>
      group.length < MAX_GROUP && group.every(({ orderId }) => orderId !== next.orderId),
    splitOnError: () => true,
  });

  return async (orderId, request) => {
    const { amount } = request;
    const first = authorize(await findPayment(database, orderId), amount);
    if (first.do !== 'ask-provider') return resultOf(first);

    const step = record(await provider.authorize(orderId, request), amount);
    if (step.do !== 'store') return resultOf(step);

    const stored = await recordDecision({ orderId, payment: step.payment });
    if (mustGiveBack(step.payment, stored)) await confirmVoid({ database, provider }, orderId);
    return resultOf(replyOf(stored, amount));
  };
}

function resultOf(reply: Reply): AuthorizationResult {
  if (reply.do === 'answer') return reply.result;
  throw problem(reply.code, 'The order was authorized, or refused, with another amount.');
}
