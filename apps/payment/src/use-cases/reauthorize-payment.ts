import type {
  AuthorizationResult,
  ReauthorizePayment,
} from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import { transaction, type Queryable, type Trx } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import {
  mustVoid,
  NOTHING_TO_PAY,
  resultOf,
  type Payment,
  type StoredPayment,
} from '../domain/payment.ts';
import { sumOf } from '../domain/operation.ts';
import {
  acceptReauthorization,
  TOO_LATE,
  WITHDRAWN,
  reauthorizationKeyOf,
  reauthorize,
  type NewAuthorization,
  type Reauthorization,
} from '../domain/reauthorization.ts';
import { replaceAuthorization } from '../store/attempts.ts';
import { listOperations } from '../store/operations.ts';
import { lockPayment, recordPayment } from '../store/payments.ts';
import { isWithdrawn, lockEdits } from '../store/withdrawn-edits.ts';
import { confirmVoid } from './void-payment.ts';

type Deps = Pick<PaymentDeps, 'database' | 'outbox' | 'provider' | 'findPayment' | 'timing'>;

/**
 * Authorizes another total of an order, once per edit, and then releases the earlier authorization. Whatever
 * dies in between: the same request again finds the new authorization under its key, and reconciliation releases
 * an authorization that is not the one of the payment. Rejects with payment-conflict for another amount.
 */
export async function reauthorizePayment(
  deps: Deps,
  orderId: string,
  { editId, amount, token }: ReauthorizePayment & { editId: string },
): Promise<AuthorizationResult> {
  const { database, provider, findPayment } = deps;
  const request: Reauthorization = { editId, amount };
  const before = await findPayment(orderId);
  const step = reauthorize(before, request, {
    provider: provider.name,
    hasCaptures: await hasCaptures(database, orderId),
  });
  if (step.do === 'refuse') throw conflict();
  if (step.do === 'answer') return step.result;
  if (await isWithdrawn(database, orderId, editId)) return WITHDRAWN;
  const key = reauthorizationKeyOf(orderId, editId);
  const answer = await provider.authorize(orderId, { amount, token, key });
  // A void may have been recorded meanwhile.
  const accepted = acceptReauthorization(answer, await findPayment(orderId), request);
  switch (accepted.do) {
    case 'refuse':
      throw conflict();
    case 'answer':
      return accepted.result;
    case 'release':
      return release(deps, orderId, accepted.authorizationId, accepted.result);
    case 'store':
      return store(deps, orderId, accepted.payment);
  }
}

/** The provider did not confirm that it let go of an authorization. */
const UNCLEAR: AuthorizationResult = { outcome: 'unknown', reason: 'provider-error' };

async function store(
  deps: Deps,
  orderId: string,
  payment: NewAuthorization,
): Promise<AuthorizationResult> {
  const recorded = await transaction(deps.database, (trx) => record(trx, orderId, payment));
  // The earlier authorization stays, and the new one goes.
  if ('refused' in recorded) {
    return release(deps, orderId, payment.authorizationId, recorded.refused);
  }
  const { replaced, stored } = recorded;
  if (mustVoid(payment, stored)) await confirmVoid(deps, orderId);
  else await releaseReplaced(deps, orderId, { replaced, stored });
  return resultOf(stored);
}

async function record(
  trx: Trx,
  orderId: string,
  payment: NewAuthorization,
): Promise<{ replaced: Payment; stored: StoredPayment } | { refused: AuthorizationResult }> {
  await lockEdits(trx, orderId);
  const known = await lockPayment(trx, orderId);
  const isRepeat = known.status === 'authorized' && known.editId === payment.editId;
  // Something was captured, or the edit was given up, in the meantime.
  if (!isRepeat && (await hasCaptures(trx, orderId))) return { refused: TOO_LATE };
  if (await isWithdrawn(trx, orderId, payment.editId ?? '')) return { refused: WITHDRAWN };
  if (known.status === 'absent') await recordPayment(trx, orderId, payment);
  if (!isRepeat) await replaceAuthorization(trx, orderId, payment);
  return { replaced: known, stored: (await lockPayment(trx, orderId)) as StoredPayment };
}

async function hasCaptures(db: Queryable, orderId: string): Promise<boolean> {
  return sumOf(await listOperations(db, orderId), 'capture', ['open', 'done']) > 0;
}

async function release(
  { provider }: Deps,
  orderId: string,
  authorizationId: string,
  result: AuthorizationResult,
): Promise<AuthorizationResult> {
  const { outcome } = await provider.release(orderId, authorizationId);
  return outcome === 'voided' ? result : UNCLEAR;
}

/** An unclear answer is left to reconciliation, which releases what is not the payment's. */
async function releaseReplaced(
  { provider }: Deps,
  orderId: string,
  { replaced, stored }: { replaced: Payment; stored: StoredPayment },
): Promise<void> {
  if (replaced.status !== 'authorized' || stored.status !== 'authorized') return;
  const { authorizationId } = replaced;
  const isOther = authorizationId !== stored.authorizationId;
  if (!isOther || authorizationId === NOTHING_TO_PAY) return;
  await provider.release(orderId, authorizationId);
}

function conflict() {
  return problem('payment-conflict', 'The edit was authorized with another amount before.');
}
