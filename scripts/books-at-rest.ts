import type { ReconciliationReport } from '@commerce/contracts/payment/reconciliation-api';
import type { Stack } from '@commerce/local-stack';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import type { Violation } from '@commerce/testing/violation';
import { waitUntil } from '@commerce/testing/wait-until';

/** Longest time until sagas, sweeps and redeliveries have ended, ms. */
const REST_LIMIT_MS = 240_000;

/** What the databases have at rest, and what is wrong with it. */
export interface BooksAtRest {
  records: Awaited<ReturnType<typeof readRecords>>;
  violations: Violation[];
}

/**
 * Waits until streams, stock, payments, order list, inboxes and the provider's book agree. Answers what is
 * wrong after the longest wait. Throws if the databases could not be read until then.
 */
export async function untilAtRest(stack: Stack, timeoutMs = REST_LIMIT_MS): Promise<BooksAtRest> {
  const sources = {
    databaseUrls: stack.databaseUrls,
    paymentProviderUrl: stack.urls['payment-provider'] ?? '',
  };
  let read: BooksAtRest | undefined;
  let unread: unknown;
  const isAtRest = async () => {
    // A database that was restarted may not answer yet.
    const records = await readRecords(sources).catch((error: unknown) => void (unread = error));
    if (records === undefined) return false;
    read = { records, violations: violationsAtRest(records) };
    return read.violations.length === 0;
  };
  await waitUntil(isAtRest, { timeoutMs, what: 'the platform is at rest' }).catch(() => {});
  if (read === undefined) throw new Error('the databases cannot be read', { cause: unread });
  return read;
}

/** Calls an operator route of an app of a stack, with its app token: GET, or POST with a body. Throws if it refuses. */
export async function askStack<T>(
  stack: Stack,
  app: string,
  { path, body, timeoutMs }: { path: string; body?: object; timeoutMs: number },
): Promise<T> {
  const answer = await fetch(`${stack.urls[app]}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', 'dapr-api-token': stack.appApiToken },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    throw new Error(`${app} refuses ${path}: ${answer.status} ${await answer.text()}`);
  }
  return (await answer.json()) as T;
}

/** What `npm run reconcile -- payment --dry-run` lists. */
export function dryReconciliation(stack: Stack, timeoutMs: number): Promise<ReconciliationReport> {
  return askStack(stack, 'payment', {
    path: '/reconciliations',
    body: { dryRun: true },
    timeoutMs,
  });
}
