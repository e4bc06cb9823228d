import type { ReconciliationReport } from '@commerce/contracts/payment/reconciliation-api';
import type { Stack } from '@commerce/local-stack';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import type { Violation } from '@commerce/testing/violation';
import { waitUntil } from '@commerce/testing/wait-until';
import pg from 'pg';

/** Longest time of sagas, sweeps and redeliveries, ms. */
const REST_TIMEOUT_MS = 240_000;
/** Longest time for a comparison of the whole book, ms. */
const RECONCILIATION_TIMEOUT_MS = 60_000;

const EVENTS_OF_ORDERS = `
  SELECT event->>'stream' AS id, max((event->>'seq')::int) AS events
  FROM (SELECT convert_from(value, 'utf8')::jsonb AS event FROM stream_state
        WHERE key ~ '^order\\|\\|order-.*-[0-9]+$') AS rows
  GROUP BY 1`;

/** The number of events of each order that is in the database. */
export async function eventsOfOrders(stack: Stack): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('order') });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; events: number }>(EVENTS_OF_ORDERS);
    return new Map(rows.map(({ id, events }) => [id, events]));
  } finally {
    await client.end();
  }
}

/**
 * Waits until streams, stock, payments, order list, inboxes and the provider's book agree. Answers what is
 * wrong after the longest wait.
 */
export async function untilBooksAgree(stack: Stack): Promise<Violation[]> {
  const sources = {
    databaseUrls: stack.databaseUrls,
    paymentProviderUrl: stack.urls['payment-provider'] ?? '',
  };
  let left: Violation[] = [];
  const agree = async () => {
    left = violationsAtRest(await readRecords(sources));
    return left.length === 0;
  };
  await waitUntil(agree, { timeoutMs: REST_TIMEOUT_MS, what: 'the books agree' }).catch(() => {});
  return left;
}

/** What `npm run reconcile -- payment --dry-run` lists. */
export async function reconcile(stack: Stack): Promise<ReconciliationReport> {
  const answer = await fetch(`${stack.urls['payment']}/reconciliations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'dapr-api-token': stack.appApiToken },
    body: JSON.stringify({ dryRun: true }),
    signal: AbortSignal.timeout(RECONCILIATION_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`the reconciliation was refused: ${await answer.text()}`);
  return (await answer.json()) as ReconciliationReport;
}
