import type { AppSweep } from 'dapr-actor-runtime/app';
import type { PaymentDeps } from '../deps.ts';
import { reconcilePayments } from '../use-cases/reconcile-payments.ts';

/** A round compares the changes of this time, ms: many rounds see each change. */
const WINDOW_MS = 86_400_000;

/**
 * Compares our payments with the provider's. The first round of a process compares everything,
 * because it is unknown when the last one ran; later rounds compare recent changes.
 */
export function reconciliationSweep(): AppSweep<PaymentDeps> {
  let window: { since?: string } = {};
  return {
    name: 'reconciliation',
    intervalMs: ({ timing }) => timing.reconcileMs,
    async round(deps) {
      const startedAt = Date.now();
      const report = await reconcilePayments(deps, { dryRun: false, ...window });
      window = { since: new Date(startedAt - WINDOW_MS).toISOString() };
      const { compared, repaired, open, needsPerson, unlisted } = report;
      const counts = { repaired: repaired.length, open: open.length, unlisted };
      if (needsPerson.length > 0) deps.log.error({ needsPerson }, 'payments need a person');
      deps.log.info({ ...compared, ...counts }, 'payments reconciled');
    },
  };
}
