import { undoOf } from '@commerce/contracts/payment/payment-api';
import type { ResolveFinding } from '@commerce/contracts/payment/finance-api';
import { problem } from '@commerce/platform/problem';
import type { MoneyDeps } from '../deps.ts';
import { CAPTURED_NOT_SHIPPED } from '../domain/operation.ts';
import { findFindingById } from '../store/findings.ts';
import { isShipped, listOperations } from '../store/operations.ts';
import { capturePayment } from './capture-payment.ts';
import { refundPayment } from './refund-payment.ts';
import { resolveFinding } from './resolve-finding.ts';

/** The decisions that move money, and the findings that they are for. */
const MOVES = { refund: CAPTURED_NOT_SHIPPED, capture: 'capture-refused' } as const;

/**
 * Does what a person decided about a finding: gives the money of goods that did not leave back, asks for that of
 * goods that did once more, or only records the decision. The money moves first, once per finding: a repeat finds
 * it moved. Rejects as resolveFinding(), and with finding-not-solvable if the decision does not fit the finding, or
 * the provider refuses.
 */
export async function solveFinding(
  deps: MoneyDeps,
  findingId: number,
  request: ResolveFinding & { decidedBy: string },
): ReturnType<typeof resolveFinding> {
  const { decision, ...decided } = request;
  if (decision !== 'refund' && decision !== 'capture') {
    return resolveFinding(deps, findingId, { decision, ...decided });
  }
  await moveMoney(deps, findingId, decision);
  return resolveFinding(deps, findingId, { decision: 'resolve', ...decided });
}

async function moveMoney(
  deps: MoneyDeps,
  findingId: number,
  decision: keyof typeof MOVES,
): Promise<void> {
  const finding = await findFindingById(deps.database, findingId);
  if (finding === undefined) throw problem('finding-not-found', `There is no ${findingId}.`);
  const { orderId, operationId, reason } = finding;
  const operations = await listOperations(deps.database, orderId);
  const capture = operations.find(({ id, kind }) => id === operationId && kind === 'capture');
  if (reason !== MOVES[decision] || capture === undefined) {
    throw problem('finding-not-solvable', `A finding of ${reason} is not solved by a ${decision}.`);
  }
  if (decision === 'capture' && !(await isShipped(deps.database, orderId, operationId))) {
    throw problem('finding-not-solvable', 'The goods have not left: ship them, money comes first.');
  }
  const { amount } = capture;
  const result =
    decision === 'capture'
      ? await capturePayment(deps, orderId, { captureId: operationId, amount })
      : await refundPayment(deps, orderId, {
          ...{ refundId: undoOf(operationId), amount, kind: 'adjustment' },
          reason: 'the shipment did not leave',
        });
  // Without a clear answer it is recorded, and performed until there is one.
  if (result.outcome === 'refused' || result.outcome === 'declined') {
    throw problem('finding-not-solvable', `The provider refused: ${result.reason}.`);
  }
}
