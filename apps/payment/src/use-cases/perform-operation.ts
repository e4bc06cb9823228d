import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import { entriesOf } from '../domain/ledger.ts';
import {
  idempotencyKeyOf,
  settle,
  type Operation,
  type OperationAnswer,
} from '../domain/operation.ts';
import { appendEntries } from '../store/ledger.ts';
import { listOperations, markOperationTried, saveOperation } from '../store/operations.ts';
import { addToTotals, findAuthorization, lockPayment } from '../store/payments.ts';

/** The provider's answer to one attempt of an operation. */
export interface AnsweredAttempt {
  operationId: string;
  attempt: number;
  answer: OperationAnswer;
}

/** Has the provider perform a recorded operation, and records its answer. Repeats are safe. */
export async function performOperation(
  { database, provider }: Pick<PaymentDeps, 'database' | 'provider'>,
  orderId: string,
  operation: Operation,
): Promise<OperationAnswer> {
  const { id: operationId, kind, attempt, amount } = operation;
  const authorization = await findAuthorization(database, orderId);
  if (authorization === undefined) throw new Error(`${kind} without an authorization: ${orderId}`);
  const { authorizationId } = authorization;
  const key = idempotencyKeyOf(orderId, operation);
  const call = { orderId, authorizationId, operationId, attempt, amount, key };
  const answer = await provider[kind](call);
  if (answer.outcome === 'unknown') {
    await markOperationTried(database, orderId, operationId);
  } else {
    await transaction(database, (trx) =>
      settleOperation(trx, orderId, { operationId, attempt, answer }),
    );
  }
  return answer;
}

/**
 * Records the provider's answer to an attempt, however it arrived: the operation, the totals of the
 * payment and the ledger change together. Answers whether anything changed; a repeat does not.
 */
export async function settleOperation(
  trx: Trx,
  orderId: string,
  { operationId, attempt, answer }: AnsweredAttempt,
): Promise<boolean> {
  await lockPayment(trx, orderId);
  const operation = (await listOperations(trx, orderId)).find(({ id }) => id === operationId);
  const settled = operation && settle(operation, answer, attempt);
  if (settled === undefined) return false;
  await saveOperation(trx, orderId, settled);
  if (settled.status !== 'done') return true;
  const { kind, amount } = settled;
  await addToTotals(trx, orderId, kind, amount);
  await appendEntries(trx, entriesOf({ orderId, operationId, kind, amount }));
  return true;
}
