import type { AuthorizationResult, RenewPayment } from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import { resultOf, type AuthorizationRefusal, type StoredPayment } from '../domain/payment.ts';
import { reauthorizationKeyOf } from '../domain/reauthorization.ts';
import {
  acceptRenewal,
  canRenew,
  renew,
  type Renewal,
  type RenewalStep,
} from '../domain/renewal.ts';
import { sumOf } from '../domain/operation.ts';
import { listDeclines, recordRenewal } from '../store/attempts.ts';
import { listOperations } from '../store/operations.ts';
import { findPayments, lockPayment } from '../store/payments.ts';
import { announcePayment } from './announce-payment.ts';
import { completeAction, giveUpAction } from './complete-action.ts';

type Deps = Pick<PaymentDeps, 'database' | 'outbox' | 'provider' | 'timing'>;

/**
 * Authorizes an order again whose authorization ended at the provider, once per renewal. Another card may be
 * tried after a decline. Whatever dies in between: the same request again finds the authorization under its key,
 * and reconciliation releases one that is not the payment's. Rejects with payment-conflict for another amount, and
 * with payment-attempt-conflict after too many declines.
 */
export async function renewPayment(
  deps: Deps,
  orderId: string,
  { renewalId, amount, token }: RenewPayment & { renewalId: string },
): Promise<AuthorizationResult> {
  const renewal: Renewal = { renewalId, amount };
  let step = await decide(deps, orderId, renewal);
  if (step.do === 'supersede') {
    if (!(await giveUpAction(deps, orderId, 'superseded'))) return UNCLEAR;
    step = await decide(deps, orderId, renewal);
  }
  switch (step.do) {
    case 'supersede':
      return UNCLEAR;
    case 'complete':
      return completeAction(deps, orderId, step.attempt);
    case 'refuse':
      throw refusalOf(step.code);
    case 'answer':
      return step.result;
    case 'ask-provider':
      break;
  }
  const key = reauthorizationKeyOf(orderId, renewalId);
  const answer = await deps.provider.authorize(orderId, { amount, token, key });
  const actBy = new Date(Date.now() + deps.timing.actionWindowMs).toISOString();
  const accepted = acceptRenewal(answer, renewal, { actBy });
  switch (accepted.do) {
    case 'refuse':
      throw refusalOf(accepted.code);
    case 'answer':
      return accepted.result;
    case 'store':
      return store(deps, orderId, accepted.payment);
  }
}

/** The provider did not confirm that it let go of an authorization. */
const UNCLEAR: AuthorizationResult = { outcome: 'unknown', reason: 'provider-error' };

async function decide(
  { database, provider }: Deps,
  orderId: string,
  renewal: Renewal,
): Promise<RenewalStep> {
  const payment = (await findPayments(database, [orderId])).get(orderId);
  const operations = await listOperations(database, orderId);
  return renew(payment ?? { status: 'absent' }, renewal, {
    provider: provider.name,
    hasCaptures: sumOf(operations, 'capture', ['open', 'done']) > 0,
    declines: await listDeclines(database, orderId),
  });
}

/** Records the next attempt, unless the payment was voided, or paid in another way, in the meantime. */
async function store(
  deps: Deps,
  orderId: string,
  payment: Exclude<StoredPayment, { status: 'voided' }>,
): Promise<AuthorizationResult> {
  const stored = await transaction(deps.database, async (trx) => {
    const known = await lockPayment(trx, orderId);
    if (known.status === 'absent') throw refusalOf('payment-attempt-conflict');
    if (!canRenew(known) || ('editId' in known && known.editId === payment.editId)) return known;
    await recordRenewal(trx, orderId, payment);
    const next = (await lockPayment(trx, orderId)) as StoredPayment;
    if (next.status === 'authorized') {
      const { authorizationId, expiresAt, attempt = 1, amount } = next;
      const data = { attempt, authorizationId, amount, ...(expiresAt && { expiresAt }) };
      await announcePayment(deps, trx, orderId, (totals) => ({
        type: 'PaymentAuthorized.v1',
        data: { ...data, totals },
      }));
    }
    return next;
  });
  await releaseUnless(deps, orderId, { stored, payment });
  return resultOf(stored);
}

/** Lets go of an authorization that was not stored. An unclear answer is left to reconciliation. */
async function releaseUnless(
  { provider }: Deps,
  orderId: string,
  { stored, payment }: { stored: StoredPayment; payment: StoredPayment },
): Promise<void> {
  if (!('authorizationId' in payment) || payment.authorizationId === undefined) return;
  const { authorizationId } = payment;
  const isStored = 'authorizationId' in stored && stored.authorizationId === authorizationId;
  if (!isStored) await provider.release(orderId, authorizationId);
}

const REFUSALS: Record<AuthorizationRefusal, string> = {
  'payment-conflict': 'The order is authorized with another amount.',
  'payment-attempt-conflict': 'The order has no payment, or too many of its cards were declined.',
};

function refusalOf(code: AuthorizationRefusal): Error {
  return problem(code, REFUSALS[code]);
}
