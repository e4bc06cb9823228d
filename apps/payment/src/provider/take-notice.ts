import { transaction, type Database, type Trx } from '@commerce/runtime/postgres';
import { voidIsOpen } from '../domain/payment.ts';
import type { BookMove } from '../domain/reconciliation.ts';
import { operationsOf } from '../store/operations.ts';
import {
  findAuthorization,
  lockPayment,
  recordPayment,
  recordVoidConfirmed,
} from '../store/payments.ts';
import { claimWebhook } from '../store/webhook-receipts.ts';
import { recordAnswerIn } from './move-money.ts';
import type { ProviderNotice } from './payment-provider.ts';

/**
 * Takes what a genuine webhook tells, once per its id, in one transaction with the record of the
 * id. It says nothing that the reply does not say: whichever comes first is recorded, the other
 * finds it recorded. What does not fit our record changes nothing; reconciliation finds it.
 */
export async function takeNotice(
  database: Database,
  notice: ProviderNotice,
): Promise<'applied' | 'repeated' | 'ignored'> {
  // Nearly every authorization is known from its reply: nothing to do, and no receipt to keep.
  if (notice.about === 'authorization') {
    const known = await findAuthorization(database, notice.orderId);
    if (known?.authorizationId === notice.authorizationId) return 'ignored';
  }
  return transaction(database, async (trx) => {
    if (!(await claimWebhook(trx, notice.webhookId))) return 'repeated';
    return (await apply(trx, notice)) ? 'applied' : 'ignored';
  });
}

async function apply(trx: Trx, notice: ProviderNotice): Promise<boolean> {
  switch (notice.about) {
    case 'authorization': {
      const { orderId, amount, authorizationId } = notice;
      const payment = await lockPayment(trx, orderId);
      const known = await findAuthorization(trx, orderId);
      const isNews = payment.status === 'absent' || (payment.status === 'voided' && !known);
      if (!isNews) return false;
      await recordPayment(trx, orderId, { status: 'authorized', amount, authorizationId });
      return true;
    }
    case 'void': {
      const payment = await lockPayment(trx, notice.orderId);
      if (!voidIsOpen(payment)) return false;
      await recordVoidConfirmed(trx, notice.orderId);
      return true;
    }
    case 'move':
      return applyMove(trx, notice.orderId, notice.move);
    case 'other':
      return false;
  }
}

async function applyMove(trx: Trx, orderId: string, move: BookMove): Promise<boolean> {
  const { operationId, attempt, amount, kind } = move;
  const operation = (await operationsOf(trx, orderId)).find(({ id }) => id === operationId);
  const fits =
    operation?.kind === kind &&
    operation.amount.amountMinor === amount.amountMinor &&
    operation.amount.currency === amount.currency;
  return fits && recordAnswerIn(trx, orderId, { operationId, attempt, answer: answerOf(move) });
}

/** What the provider answered to a try that stands in its book. */
export function answerOf({ status, providerId = '', reason = 'refused' }: BookMove) {
  return status === 'done'
    ? ({ outcome: 'done', providerId } as const)
    : ({ outcome: 'refused', reason } as const);
}
