import type { Finding, ResolveFinding } from '@commerce/contracts/payment/finance-api';
import type { FindingState } from '@commerce/contracts/payment/reconciliation-api';
import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { decideFinding, lockFinding } from '../store/findings.ts';
import { findingOf } from './list-findings.ts';
import { recordForeign } from './record-facts.ts';

/** A decision that moves no money. */
type Decision = Exclude<ResolveFinding['decision'], 'refund' | 'capture'>;

const STATES: Record<Decision, FindingState> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  book: 'booked',
};

/**
 * Records what a person decided about a finding. Booking takes its movement into totals and ledger,
 * once. Rejects with finding-not-found, and with finding-not-bookable if no money moved, or the order
 * has no payment that it could belong to.
 */
export async function resolveFinding(
  deps: Pick<MoneyDeps, 'database' | 'outbox'>,
  findingId: number,
  { decision, note, decidedBy }: { decision: Decision; note: string; decidedBy: string },
): Promise<Finding> {
  return transaction(deps.database, async (trx) => {
    const finding = await lockFinding(trx, findingId);
    if (finding === undefined) throw problem('finding-not-found', `There is no ${findingId}.`);
    if (decision === 'book' && finding.state !== 'booked') {
      const { movement, orderId } = finding;
      const isBooked = movement !== null && (await recordForeign(deps, trx, orderId, movement));
      if (!isBooked) throw problem('finding-not-bookable', 'It is about no movement of money.');
    }
    const state = finding.state === 'booked' ? 'booked' : STATES[decision];
    return findingOf(await decideFinding(trx, findingId, { state, note, decidedBy }));
  });
}
