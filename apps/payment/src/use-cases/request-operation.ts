import { problem } from '@commerce/platform/problem';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import type {
  Operation,
  OperationRefusal,
  OperationRequest,
  OperationStep,
} from '../domain/operation.ts';
import type { Payment } from '../domain/payment.ts';
import { findDisputes } from '../store/disputes.ts';
import { listOperations, saveOperation } from '../store/operations.ts';
import { lockPayment } from '../store/payments.ts';
import { performOperation } from './perform-operation.ts';
import { announceRefusedCapture } from './settle-operation.ts';

const REFUSALS: Record<OperationRefusal, string> = {
  'payment-not-found': 'The order has no payment.',
  'payment-not-authorized': 'The payment was declined or voided.',
  'payment-conflict': 'The payment is in another currency.',
  'payment-operation-conflict': 'The id belongs to an operation of another amount or kind.',
  'capture-exceeds-authorized': 'The amount exceeds what is left of the authorization.',
  'refund-exceeds-captured': 'The amount exceeds what is captured, not disputed and not refunded.',
};

/** The request field that a refusal is about, if it is about one. */
const FIELDS: Partial<Record<OperationRefusal, string>> = {
  'payment-conflict': '/amount/currency',
  'capture-exceeds-authorized': '/amount/amountMinor',
  'refund-exceeds-captured': '/amount/amountMinor',
};

type Decide = (
  payment: Payment,
  operations: Operation[],
  request: OperationRequest,
  disputedMinor: number,
) => OperationStep;

interface Request {
  decide: Decide;
  /** Whether what disputes withhold matters: it cannot be refunded, and has no part in a capture. */
  readsDisputes?: boolean;
  request: OperationRequest;
  /** Why the caller asks for it. */
  requestReason?: string | undefined;
  /** The operation to record for a request that is refused; undefined if it leaves no trace. */
  recordRefusal?: (
    payment: Payment,
    operations: Operation[],
    request: OperationRequest,
  ) => Operation | undefined;
}

/**
 * Records a capture or refund and has the provider perform it, once per id. Rejects with the code
 * of the rule that forbids it. After an unclear answer the operation is pending, and the sweep
 * completes it; `unknownReason` says why.
 */
export async function requestOperation(
  deps: MoneyDeps,
  orderId: string,
  { decide, readsDisputes = false, request, requestReason, recordRefusal }: Request,
): Promise<{ operation: Operation; unknownReason: string }> {
  const step = await transaction(deps.database, async (trx): Promise<OperationStep> => {
    const payment = await lockPayment(trx, orderId);
    const operations = await listOperations(trx, orderId);
    const disputedMinor = readsDisputes ? await withheldBy(trx, orderId) : 0;
    const decided = decide(payment, operations, request, disputedMinor);
    if (decided.do === 'perform') {
      await saveOperation(trx, orderId, decided.operation, requestReason);
    }
    const refused = decided.do === 'refuse' && recordRefusal?.(payment, operations, request);
    if (!refused) return decided;
    if (!operations.includes(refused)) {
      await saveOperation(trx, orderId, refused);
      await announceRefusedCapture(deps, trx, orderId, refused);
    }
    return { do: 'answer', operation: refused };
  });
  if (step.do === 'refuse') throw refusalOf(step);
  if (step.do === 'answer') return { operation: step.operation, unknownReason: '' };
  const answer = await performOperation(deps, orderId, step.operation);
  const operations = await listOperations(deps.database, orderId);
  const operation = operations.find(({ id }) => id === request.id) ?? step.operation;
  const unknownReason = answer.outcome === 'unknown' ? answer.reason : 'in-progress';
  return { operation, unknownReason };
}

/** What open and lost disputes withhold of a payment, in minor units. */
async function withheldBy(trx: Trx, orderId: string): Promise<number> {
  const disputes = (await findDisputes(trx, [orderId])).get(orderId) ?? [];
  return disputes
    .filter(({ state }) => state !== 'won')
    .reduce((sum, { amount }) => sum + amount.amountMinor, 0);
}

function refusalOf({
  code,
  refundableMinor,
}: {
  code: OperationRefusal;
  refundableMinor?: number;
}): Error {
  const left = refundableMinor === undefined ? '' : ` ${refundableMinor} minor units are left.`;
  const detail = REFUSALS[code] + left;
  const pointer = FIELDS[code];
  return problem(code, detail, pointer === undefined ? {} : { errors: [{ pointer, detail }] });
}
