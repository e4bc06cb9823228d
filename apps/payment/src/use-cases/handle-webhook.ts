import type { Static } from 'typebox';
import type { WebhookReceipt } from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import { afterCommit, transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import { isVoidPending, sameMoney } from '../domain/payment.ts';
import { answerOf } from '../domain/reconciliation.ts';
import type { WebhookEvent } from '../provider/payment-provider.ts';
import { listOperations } from '../store/operations.ts';
import {
  findAuthorization,
  lockPayment,
  recordPayment,
  recordVoidConfirmed,
} from '../store/payments.ts';
import { claimWebhook } from '../store/webhook-receipts.ts';
import { settleOperation } from './perform-operation.ts';

type Deps = Pick<PaymentDeps, 'database' | 'provider' | 'pendingOperations'>;

/**
 * Verifies a webhook and applies its event, once per webhook id: the id is stored in the
 * transaction of the effect. A webhook and the provider's reply carry the same facts; the first one
 * is recorded, the second changes nothing. An event that does not match our records is ignored, and
 * reconciliation finds the difference. Rejects with webhook-not-genuine.
 */
export async function handleWebhook(
  deps: Deps,
  { headers, body }: { headers: Record<string, string | string[] | undefined>; body: string },
): Promise<Static<typeof WebhookReceipt>> {
  const { database, provider } = deps;
  const event = provider.readWebhook(headers, body, Date.now());
  if (event === undefined) {
    throw problem('webhook-not-genuine', 'The signature is missing, wrong or too old.');
  }
  // The reply has recorded nearly every authorization already: no work, and no receipt to store.
  if (event.about === 'authorization') {
    const known = await findAuthorization(database, event.orderId);
    if (known?.authorizationId === event.authorizationId) return { result: 'ignored' };
  }
  return transaction(database, async (trx) => {
    if (!(await claimWebhook(trx, event.webhookId))) return { result: 'repeated' };
    return { result: (await apply(deps, trx, event)) ? 'applied' : 'ignored' };
  });
}

async function apply({ pendingOperations }: Deps, trx: Trx, event: WebhookEvent): Promise<boolean> {
  switch (event.about) {
    case 'authorization': {
      const { orderId, amount, authorizationId } = event;
      const payment = await lockPayment(trx, orderId);
      const known = await findAuthorization(trx, orderId);
      const isNew = payment.status === 'absent' || (payment.status === 'voided' && !known);
      if (!isNew) return false;
      const authorized = { status: 'authorized', amount, authorizationId } as const;
      const stored = await recordPayment(trx, orderId, authorized);
      // A void was recorded before: it is pending again.
      if (isVoidPending(stored)) afterCommit(trx, pendingOperations.wake);
      return true;
    }
    case 'void': {
      const payment = await lockPayment(trx, event.orderId);
      if (!isVoidPending(payment)) return false;
      await recordVoidConfirmed(trx, event.orderId);
      return true;
    }
    case 'operation':
      return applyOperation(trx, event);
    case 'other':
      return false;
  }
}

async function applyOperation(
  trx: Trx,
  { orderId, operation }: Extract<WebhookEvent, { about: 'operation' }>,
): Promise<boolean> {
  const { operationId, attempt, amount, kind } = operation;
  const known = (await listOperations(trx, orderId)).find(({ id }) => id === operationId);
  if (known?.kind !== kind || !sameMoney(known.amount, amount)) return false;
  return settleOperation(trx, orderId, { operationId, attempt, answer: answerOf(operation) });
}
