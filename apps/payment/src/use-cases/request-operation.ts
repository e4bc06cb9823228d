import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import type {
  capture,
  Operation,
  OperationRefusal,
  OperationRequest,
} from '../domain/operation.ts';
import { listOperations, saveOperation } from '../store/operations.ts';
import { lockPayment } from '../store/payments.ts';
import { performOperation } from './perform-operation.ts';

const REFUSALS: Record<OperationRefusal, string> = {
  'payment-not-found': 'The order has no payment.',
  'payment-not-authorized': 'The payment was declined or voided.',
  'payment-conflict': 'The payment is in another currency.',
  'payment-operation-conflict': 'The id belongs to an operation of another amount or kind.',
  'capture-exceeds-authorized': 'The amount exceeds what is left of the authorization.',
  'refund-exceeds-captured': 'The amount exceeds what is captured and not refunded.',
};

/** The request field that a refusal is about, if it is about one. */
const FIELDS: Partial<Record<OperationRefusal, string>> = {
  'payment-conflict': '/amount/currency',
  'capture-exceeds-authorized': '/amount/amountMinor',
  'refund-exceeds-captured': '/amount/amountMinor',
};

/**
 * Records a capture or refund and has the provider perform it, once per id. Rejects with the code
 * of the rule that forbids it. After an unclear answer the operation is pending, and the sweep
 * completes it; `unknownReason` says why.
 */
export async function requestOperation(
  deps: Pick<PaymentDeps, 'database' | 'provider'>,
  orderId: string,
  decide: typeof capture,
  request: OperationRequest,
  requestReason?: string,
): Promise<{ operation: Operation; unknownReason: string }> {
  const step = await transaction(deps.database, async (trx) => {
    const payment = await lockPayment(trx, orderId);
    const decided = decide(payment, await listOperations(trx, orderId), request);
    if (decided.do === 'perform') {
      await saveOperation(trx, orderId, decided.operation, requestReason);
    }
    return decided;
  });
  if (step.do === 'refuse') throw refusalOf(step.code);
  if (step.do === 'answer') return { operation: step.operation, unknownReason: '' };
  const answer = await performOperation(deps, orderId, step.operation);
  const operations = await listOperations(deps.database, orderId);
  const operation = operations.find(({ id }) => id === request.id) ?? step.operation;
  const unknownReason = answer.outcome === 'unknown' ? answer.reason : 'in-progress';
  return { operation, unknownReason };
}

function refusalOf(code: OperationRefusal): Error {
  const detail = REFUSALS[code];
  const pointer = FIELDS[code];
  return problem(code, detail, pointer === undefined ? {} : { errors: [{ pointer, detail }] });
}
