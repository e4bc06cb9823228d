import { problem } from '@commerce/contracts/problems';
import type {
  AuthorizationResult,
  AuthorizePayment,
} from '@commerce/contracts/payment/payment-api';
import type { Database } from '@commerce/runtime/postgres';
import { authorize, mustGiveBack, record, replyOf, type Reply } from '../domain/payment.ts';
import { findPayment, recordPayment } from '../store/payments.ts';
import { confirmVoid } from './confirm-void.ts';
import type { PaymentProvider } from './payment-provider.ts';

/**
 * Authorizes the money of an order once, however often it is asked. Rejects with payment-conflict
 * when the order was asked for with another amount.
 */
export async function authorizePayment(
  { database, provider }: { database: Database; provider: PaymentProvider },
  orderId: string,
  request: AuthorizePayment,
): Promise<AuthorizationResult> {
  const { amount } = request;
  const first = authorize(await findPayment(database, orderId), amount);
  if (first.do !== 'ask-provider') return resultOf(first);

  const step = record(await provider.authorize(orderId, request), amount);
  if (step.do !== 'store') return resultOf(step);

  const stored = await recordPayment(database, orderId, step.payment);
  if (mustGiveBack(step.payment, stored)) await confirmVoid({ database, provider }, orderId);
  return resultOf(replyOf(stored, amount));
}

function resultOf(reply: Reply): AuthorizationResult {
  if (reply.do === 'answer') return reply.result;
  throw problem(reply.code, 'The order was authorized, or refused, with another amount.');
}
