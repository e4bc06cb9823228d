import { transaction } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import {
  coverOf,
  idempotencyKeyOf,
  type Operation,
  type OperationAnswer,
} from '../domain/operation.ts';
import { answerOf } from '../domain/reconciliation.ts';
import type { OperationAttempt } from '../provider/payment-provider.ts';
import { listOperations, markOperationTried, mayHaveRun } from '../store/operations.ts';
import { findAuthorization } from '../store/payments.ts';
import { settleOperation } from './settle-operation.ts';
import { syncPayment } from './sync-payment.ts';

/**
 * How long an operation counts as asked for the first time, s. Longer than one call may take, and far
 * shorter than the day for which a provider remembers an idempotency key.
 */
const FRESH_SECONDS = 300;

/**
 * Has the provider perform a recorded operation, and records its answer. Repeats are safe, even if
 * the provider has forgotten the key: what may have run before is looked up in its records first.
 */
export async function performOperation(
  deps: MoneyDeps,
  orderId: string,
  operation: Operation,
): Promise<OperationAnswer> {
  const { database } = deps;
  const { id: operationId, kind, attempt, amount, movedMinor } = operation;
  const authorization = await findAuthorization(database, orderId);
  if (authorization === undefined) throw new Error(`${kind} without an authorization: ${orderId}`);
  const { authorizationId, captures } = authorization;
  const answer =
    movedMinor === 0
      ? coveredAnswer(await listOperations(database, orderId))
      : await askProvider(deps, {
          ...{ orderId, kind, authorizationId, operationId, attempt },
          amount: { ...amount, amountMinor: movedMinor ?? amount.amountMinor },
          key: idempotencyKeyOf(orderId, operation),
          ...(captures && { captures }),
        });
  if (answer.outcome === 'unknown') {
    await markOperationTried(database, orderId, operationId);
    return answer;
  }
  await transaction(database, (trx) =>
    settleOperation(deps, trx, orderId, { operationId, attempt, answer }),
  );
  // A refusal often means that the provider no longer holds the money: finance and the order learn it.
  if (answer.outcome === 'refused' && kind === 'capture') {
    await syncPayment(deps, { orderId, authorizationId });
  }
  return answer;
}

/** The answer to a capture whose money another one has taken already. */
function coveredAnswer(operations: Operation[]): OperationAnswer {
  const cover = coverOf(operations);
  if (cover === undefined) return { outcome: 'refused', reason: 'capture-refused' };
  return cover.status === 'done'
    ? { outcome: 'done', providerId: cover.providerId ?? '' }
    : { outcome: 'unknown', reason: 'in-progress' };
}

async function askProvider(
  { database, provider }: MoneyDeps,
  { kind, ...call }: OperationAttempt & Pick<Operation, 'kind'>,
): Promise<OperationAnswer> {
  const { orderId, authorizationId, operationId, attempt } = call;
  if (await mayHaveRun(database, orderId, { operationId, freshSeconds: FRESH_SECONDS })) {
    const read = await provider.find(orderId, authorizationId);
    if (read.outcome === 'unknown') return read;
    const known = read.found?.operations.find(
      (one) => one.kind === kind && one.operationId === operationId && one.attempt === attempt,
    );
    if (known !== undefined) return answerOf(known);
  }
  return provider[kind](call);
}
