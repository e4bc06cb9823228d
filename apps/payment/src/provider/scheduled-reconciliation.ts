import type { Database } from '@commerce/runtime/postgres';
import type { Logger } from '@commerce/runtime/telemetry';
import { forgetWebhooks } from '../store/webhook-receipts.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { reconcile } from './reconcile.ts';

/** A round looks at what changed since this long ago, ms: many rounds see each change. */
const WINDOW_MS = 86_400_000;
/** How long the ids of webhooks are kept, ms; far longer than a webhook is taken at all. */
const WEBHOOKS_KEPT_MS = 604_800_000;

/**
 * A round of the reconciliation on a schedule. The first one of a process compares everything,
 * because nobody knows how long none ran; the later ones what changed lately.
 */
export function scheduledReconciliation({
  database,
  provider,
  reconcileGraceMs: graceMs,
  log,
}: {
  database: Database;
  provider: PaymentProvider;
  reconcileGraceMs: number;
  log: Logger;
}): () => Promise<void> {
  let since: string | undefined;
  return async () => {
    const startedAt = Date.now();
    const report = await reconcile({ database, provider }, { dryRun: false, since, graceMs });
    since = new Date(startedAt - WINDOW_MS).toISOString();
    await forgetWebhooks(database, WEBHOOKS_KEPT_MS);
    const { compared, repaired, open, needsPerson, unlisted } = report;
    const counts = { repaired: repaired.length, open: open.length, unlisted };
    if (needsPerson.length > 0) log.error({ needsPerson }, 'payments need a person');
    log.info({ ...compared, ...counts }, 'payments reconciled');
  };
}
