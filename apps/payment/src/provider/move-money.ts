import type {
  CapturePayment,
  CaptureResult,
  RefundPayment,
  RefundResult,
} from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/contracts/problems';
import { transaction, type Database, type Trx } from '@commerce/runtime/postgres';
import { entriesOf } from '../domain/ledger.ts';
import {
  capture,
  captureResultOf,
  keyOf,
  refund,
  refundResultOf,
  settle,
  type AskedMove,
  type MoveAnswer,
  type MoveRefusal,
  type MoveStep,
  type Operation,
} from '../domain/operation.ts';
import { appendEntries } from '../store/ledger.ts';
import { operationsOf, recordOperationTried, saveOperation } from '../store/operations.ts';
import { addMoved, findAuthorization, lockPayment } from '../store/payments.ts';
import type { PaymentProvider } from './payment-provider.ts';

interface Deps {
  database: Database;
  provider: PaymentProvider;
}

const REFUSALS: Record<MoveRefusal, string> = {
  'payment-not-found': 'Nothing was authorized for the order.',
  'payment-not-authorized': 'The payment was declined, or what was left of it is given back.',
  'payment-conflict': 'The payment is in another currency.',
  'payment-operation-conflict': 'Its id was used for another amount or kind of movement.',
  'capture-exceeds-authorized': 'Less than that is left of what was authorized.',
  'refund-exceeds-captured': 'Less than that is left of what was captured.',
};

/** The field of the request that a refusal is about, where it is one. */
const FAULTS: Partial<Record<MoveRefusal, string>> = {
  'payment-conflict': '/amount/currency',
  'capture-exceeds-authorized': '/amount/amountMinor',
  'refund-exceeds-captured': '/amount/amountMinor',
};

/**
 * Captures a part of an order's authorization, once per id. Rejects with the code of the rule that
 * forbids it; an unclear answer of the provider is `unknown` and finished by the sweep.
 */
export async function capturePayment(
  deps: Deps,
  orderId: string,
  { captureId: id, amount }: CapturePayment,
): Promise<CaptureResult> {
  const { operation, unclear } = await ask(deps, orderId, capture, { id, amount });
  return captureResultOf(operation, unclear);
}

/** Refunds a part of what was captured, once per id; otherwise as capturePayment. */
export async function refundPayment(
  deps: Deps,
  orderId: string,
  { refundId: id, amount, reason }: RefundPayment,
): Promise<RefundResult> {
  const { operation, unclear } = await ask(deps, orderId, refund, { id, amount }, reason);
  return refundResultOf(operation, unclear);
}

/** Decides on a movement and records it, without telling the provider. */
export async function recordIntent(
  trx: Trx,
  orderId: string,
  decide: typeof capture,
  asked: AskedMove,
  askedBecause?: string,
): Promise<MoveStep> {
  const payment = await lockPayment(trx, orderId);
  const step = decide(payment, await operationsOf(trx, orderId), asked);
  if (step.do === 'perform') await saveOperation(trx, orderId, step.operation, askedBecause);
  return step;
}

async function ask(
  deps: Deps,
  orderId: string,
  decide: typeof capture,
  asked: AskedMove,
  askedBecause?: string,
): Promise<{ operation: Operation; unclear: string }> {
  const step = await transaction(deps.database, (trx) =>
    recordIntent(trx, orderId, decide, asked, askedBecause),
  );
  if (step.do === 'refuse') {
    const detail = REFUSALS[step.code];
    const pointer = FAULTS[step.code];
    throw problem(
      step.code,
      detail,
      pointer === undefined ? {} : { errors: [{ pointer, detail }] },
    );
  }
  if (step.do === 'answer') return { operation: step.operation, unclear: '' };
  const answer = await performOperation(deps, orderId, step.operation);
  const operations = await operationsOf(deps.database, orderId);
  const operation = operations.find(({ id }) => id === asked.id) ?? step.operation;
  return { operation, unclear: answer.outcome === 'unknown' ? answer.reason : 'in-progress' };
}

/** Has the provider do an operation that is recorded; it may be told of one try several times. */
export async function performOperation(
  { database, provider }: Deps,
  orderId: string,
  operation: Operation,
): Promise<MoveAnswer> {
  const { id: operationId, kind, attempt, amount } = operation;
  const authorization = await findAuthorization(database, orderId);
  if (authorization === undefined) throw new Error(`${kind} without an authorization: ${orderId}`);
  const key = keyOf(orderId, operation);
  const { authorizationId } = authorization;
  const move = { orderId, authorizationId, operationId, attempt, amount, key };
  const answer = await provider[kind](move);
  if (answer.outcome === 'unknown') await recordOperationTried(database, orderId, operationId);
  else await recordAnswer(database, orderId, { operationId, attempt, answer });
  return answer;
}

/** Records the provider's answer to a try, however it was learnt. A repeat changes nothing. */
export async function recordAnswer(
  database: Database,
  orderId: string,
  answered: { operationId: string; attempt: number; answer: MoveAnswer },
): Promise<boolean> {
  return transaction(database, (trx) => recordAnswerIn(trx, orderId, answered));
}

/** The same inside a transaction: the operation, the sums and the ledger change together. */
export async function recordAnswerIn(
  trx: Trx,
  orderId: string,
  { operationId, attempt, answer }: { operationId: string; attempt: number; answer: MoveAnswer },
): Promise<boolean> {
  await lockPayment(trx, orderId);
  const operation = (await operationsOf(trx, orderId)).find(({ id }) => id === operationId);
  const settled = operation && settle(operation, answer, attempt);
  if (settled === undefined) return false;
  await saveOperation(trx, orderId, settled);
  if (settled.status !== 'done') return true;
  const { kind, amount } = settled;
  await addMoved(trx, orderId, kind, amount);
  await appendEntries(trx, entriesOf({ orderId, operationId, kind, amount }));
  return true;
}
