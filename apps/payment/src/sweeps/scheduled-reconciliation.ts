import type { Logger } from '@commerce/runtime/telemetry';
import type { PaymentDeps } from '../deps.ts';
import { reconcilePayments } from '../use-cases/reconcile-payments.ts';

/** A round compares what changed within this time, ms: many rounds see each change. */
const WINDOW_MS = 86_400_000;

/**
 * A round of the scheduled reconciliation. The first round of a process compares everything,
 * because it is unknown when the last one ran; later rounds compare recent changes.
 */
export function scheduledReconciliation(
  deps: Pick<PaymentDeps, 'database' | 'provider' | 'reconcileGraceMs'>,
  log: Logger,
): () => Promise<void> {
  let window: { since?: string } = {};
  return async () => {
    const startedAt = Date.now();
    const report = await reconcilePayments(deps, { dryRun: false, ...window });
    window = { since: new Date(startedAt - WINDOW_MS).toISOString() };
    const { compared, repaired, open, needsPerson, unlisted } = report;
    const counts = { repaired: repaired.length, open: open.length, unlisted };
    if (needsPerson.length > 0) log.error({ needsPerson }, 'payments need a person');
    log.info({ ...compared, ...counts }, 'payments reconciled');
  };
}
