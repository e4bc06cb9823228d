import type { Static } from 'typebox';
import type { WebhookReceipt } from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/server';
import { afterCommit, transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps, PaymentDeps } from '../deps.ts';
import { isVoidPending, sameMoney } from '../domain/payment.ts';
import { answerOf } from '../domain/reconciliation.ts';
import type { WebhookEvent } from '../provider/payment-provider.ts';
import { listOperations } from '../store/operations.ts';
import { findAuthorization, lockPayment, recordPayment } from '../store/payments.ts';
import { claimWebhook } from '../store/webhook-receipts.ts';
import { confirmRecordedVoid, recordFact } from './record-facts.ts';
import { settleOperation } from './settle-operation.ts';
import { readFacts, type OrderFacts } from './sync-payment.ts';

type Deps = MoneyDeps & Pick<PaymentDeps, 'pendingOperations' | 'findPayment'>;
type Receipt = Static<typeof WebhookReceipt>;

/**
 * Verifies a webhook and applies its event, once per webhook id: the id is stored in the
 * transaction of the effect. A webhook and the provider's reply carry the same facts; the first one
 * is recorded, the second changes nothing. Of what was done at the provider without us, the webhook
 * is only a hint: its records are read. Rejects with webhook-not-genuine, and with unavailable if
 * they cannot be read, so that the provider sends the webhook again.
 */
export async function handleWebhook(
  deps: Deps,
  { headers, body }: { headers: Record<string, string | string[] | undefined>; body: string },
): Promise<Receipt> {
  const { database, provider } = deps;
  const event = provider.readWebhook(headers, body, Date.now());
  if (event === undefined) {
    throw problem('webhook-not-genuine', 'The signature is missing, wrong or too old.');
  }
  const changed = await changedPayment(deps, event);
  if (changed === 'known') return { result: 'ignored' };
  const read = changed && (await readFacts(deps, changed));
  if (read?.outcome === 'unknown') {
    throw httpProblem('unavailable', `The provider's records cannot be read: ${read.reason}.`);
  }
  return transaction(database, async (trx) => {
    if (!(await claimWebhook(trx, event.webhookId))) return { result: 'repeated' };
    const applied = read ? await applyFacts(deps, trx, read.found) : await apply(deps, trx, event);
    return { result: applied ? 'applied' : 'ignored' };
  });
}

/**
 * The payment whose records at the provider a webhook wants read; `known` if the reply has recorded
 * the same already, as it has nearly every authorization: one read that many webhooks share, no work
 * and no receipt to store.
 */
async function changedPayment(
  { database, findPayment }: Deps,
  event: WebhookEvent,
): Promise<{ orderId: string | undefined; authorizationId: string } | 'known' | undefined> {
  if (event.about === 'payment') return event;
  if (event.about !== 'authorization') return undefined;
  const { orderId, authorizationId } = event;
  const payment = await findPayment(orderId);
  const isHeld = payment.status === 'authorized' && payment.authorizationId === authorizationId;
  if (isHeld) return 'known';
  const known = await findAuthorization(database, orderId);
  if (known === undefined) return undefined;
  // The customer has acted, or another card was tried: the records say which.
  return known.status === 'requires-action' || known.authorizationId !== authorizationId
    ? { orderId, authorizationId }
    : 'known';
}

async function applyFacts(deps: Deps, trx: Trx, found: OrderFacts | undefined): Promise<boolean> {
  let changed = false;
  for (const fact of found?.facts ?? []) {
    changed = (await recordFact(deps, trx, found?.orderId ?? '', fact)) || changed;
  }
  return changed;
}

async function apply(deps: Deps, trx: Trx, event: WebhookEvent): Promise<boolean> {
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
      if (isVoidPending(stored)) afterCommit(trx, deps.pendingOperations.wake);
      return true;
    }
    case 'void': {
      const payment = await lockPayment(trx, event.orderId);
      return isVoidPending(payment) ? confirmRecordedVoid(deps, trx, event.orderId) : false;
    }
    case 'operation':
      return applyOperation(deps, trx, event);
    case 'payment':
    case 'other':
      return false;
  }
}

async function applyOperation(
  deps: Deps,
  trx: Trx,
  { orderId, operation }: Extract<WebhookEvent, { about: 'operation' }>,
): Promise<boolean> {
  const { operationId, attempt, amount, kind } = operation;
  const known = (await listOperations(trx, orderId)).find(({ id }) => id === operationId);
  if (known?.kind !== kind) return false;
  const amountMinor = known.movedMinor ?? known.amount.amountMinor;
  if (!sameMoney({ ...known.amount, amountMinor }, amount)) return false;
  const answered = { operationId, attempt, answer: answerOf(operation) };
  return settleOperation(deps, trx, orderId, answered);
}
