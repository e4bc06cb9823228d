import type { PaymentAttempt, PaymentState } from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import type { PaymentDeps } from '../deps.ts';
import { refundableOf, type Operation } from '../domain/operation.ts';
import { NOTHING_TO_PAY } from '../domain/payment.ts';
import { listEarlierAttempts } from '../store/attempts.ts';
import { findDisputes } from '../store/disputes.ts';
import { listOperations } from '../store/operations.ts';
import { amountOf, findRow, type Row } from '../store/payment-rows.ts';

/** The payment of an order with all that happened to it. Rejects with payment-not-found. */
export async function readPayment(
  { database }: Pick<PaymentDeps, 'database'>,
  orderId: string,
): Promise<PaymentState> {
  const row = await findRow(database, orderId);
  if (row === undefined) throw problem('payment-not-found', `${orderId} has no payment.`);
  const operations = await listOperations(database, orderId);
  const disputes = (await findDisputes(database, [orderId])).get(orderId) ?? [];
  const earlier = row.attempt === 1 ? [] : await listEarlierAttempts(database, orderId);
  return {
    ...stateOf(row, operations),
    attempts: [...earlier, ...latestAttempt(row)],
    operations: operations.map(toApi),
    disputes,
  };
}

type State = Omit<PaymentState, 'attempts' | 'operations' | 'disputes'>;

function stateOf(row: Row, operations: Operation[]): State {
  const amount = amountOf(row);
  const refundableMinor = refundableOf(operations, row.disputed_minor);
  return {
    orderId: row.order_id,
    status: row.status,
    ...(amount && {
      amount,
      captured: { ...amount, amountMinor: row.captured_minor },
      refunded: { ...amount, amountMinor: row.refunded_minor },
      disputed: { ...amount, amountMinor: row.disputed_minor },
      refundable: { ...amount, amountMinor: refundableMinor },
    }),
    ...(row.authorization_id === null ? {} : { authorizationId: row.authorization_id }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.captures === null ? {} : { captures: row.captures }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.voided_at_provider === null ? {} : { voidedAtProvider: row.voided_at_provider }),
  };
}

/** A void without an authorization had no attempt. */
function latestAttempt(row: Row): PaymentAttempt[] {
  const amount = amountOf(row);
  if (amount === undefined) return [];
  const { order_id: orderId, attempt, status, authorization_id: id, reason } = row;
  return [
    {
      attemptId: id ?? `${orderId}:${attempt}`,
      ...{ attempt, status, amount },
      source: id === NOTHING_TO_PAY ? 'nothing' : 'card',
      ...(id === null ? {} : { authorizationId: id }),
      ...(reason === null ? {} : { reason }),
    },
  ];
}

function toApi({ id, movedMinor, ...operation }: Operation): PaymentState['operations'][number] {
  const { amount } = operation;
  return {
    operationId: id,
    ...operation,
    ...(movedMinor === undefined ? {} : { moved: { ...amount, amountMinor: movedMinor } }),
  };
}
