import type { Stack } from '@commerce/local-stack';
import pg from 'pg';
import { askStack, dryReconciliation } from '../books-at-rest.ts';

/** Longest time to compare the whole book, or to follow the whole audit log, ms. */
const COMMAND_LIMIT_MS = 120_000;

/** What `npm run reconcile -- payment --dry-run` finds, as lines. */
export async function reconciliationFindings(stack: Stack): Promise<string[]> {
  const { repaired, open, needsPerson } = await dryReconciliation(stack, COMMAND_LIMIT_MS);
  return [...repaired, ...open, ...needsPerson].map(
    ({ orderId, reason, detail }) => `${orderId} ${reason}: ${detail}`,
  );
}

/** What `npm run audit -- check` finds: the fault of the chain. */
export async function auditFindings(stack: Stack): Promise<string[]> {
  const { fault } = await askStack<{ fault?: string }>(stack, 'identity', {
    path: '/internal/audit-check',
    timeoutMs: COMMAND_LIMIT_MS,
  });
  return fault === undefined ? [] : [fault];
}

const DEAD_LETTERS = `
  SELECT event_id AS "eventId", state, reason, tries, letter->>'type' AS type FROM dead_letter
  WHERE state <> 'discarded'`;

/** The dead letters of all apps, each with its reason. */
export async function deadLetters(stack: Stack): Promise<string[]> {
  const found: string[] = [];
  for (const [app, connectionString] of Object.entries(stack.databaseUrls)) {
    const rows = await queryIf(connectionString, { table: 'dead_letter', text: DEAD_LETTERS });
    for (const { eventId, state, reason, tries, type } of rows) {
      found.push(
        `${app}: ${type ?? 'an event'} ${eventId} is ${state} after ${tries} tries: ${reason ?? 'no reason'}`,
      );
    }
  }
  return found;
}

async function queryIf(
  connectionString: string,
  { table, text }: { table: string; text: string },
): Promise<Record<string, string | null>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ is: boolean }>(
      'SELECT to_regclass($1) IS NOT NULL AS is',
      [table],
    );
    return rows[0]?.is === true ? (await client.query(text)).rows : [];
  } finally {
    await client.end();
  }
}

const ENDS = `
  SELECT event->>'stream' AS id, event->>'type' AS type, event->>'at' AS at
  FROM (SELECT convert_from(value, 'utf8')::jsonb AS event FROM stream_state
        WHERE key ~ '^order\\|\\|order-.*-[0-9]+$') AS rows
  WHERE event->>'at' >= $1 AND event->>'type' ~ '^Order(Placed|Confirmed|Rejected|Cancelling|Cancelled)\\.'
  ORDER BY event->>'stream', (event->>'seq')::int`;

/** How the orders of a run went. */
export interface Ends {
  placed: number;
  confirmed: number;
  rejected: number;
  cancelled: number;
  /** Orders that had to be undone by the workflow of compensation, as a share of the placed ones. */
  compensatedShare: number;
  /** From placed to confirmed or rejected, ms, in the order's own events. */
  decidedMs: number[];
  /** From the begin of a cancellation to its end, ms. */
  cancelledMs: number[];
}

/** Reads how the orders that were placed since an instant went, from their streams. */
export async function endsOf(stack: Stack, since: Date): Promise<Ends> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('order') });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; type: string; at: string }>(ENDS, [
      since.toISOString(),
    ]);
    return summarise(rows);
  } finally {
    await client.end();
  }
}

function summarise(rows: readonly { id: string; type: string; at: string }[]): Ends {
  const orders = [...Map.groupBy(rows, ({ id }) => id).values()].map((events) => {
    const when = (what: string) => {
      const found = events.find(({ type }) => type.startsWith(`Order${what}.`));
      return found === undefined ? undefined : Date.parse(found.at);
    };
    return {
      placed: when('Placed'),
      confirmed: when('Confirmed'),
      rejected: when('Rejected'),
      cancelling: when('Cancelling'),
      cancelled: when('Cancelled'),
    };
  });
  const own = orders.filter(({ placed }) => placed !== undefined);
  const count = (is: (one: (typeof own)[0]) => unknown) =>
    own.filter((one) => is(one) !== undefined).length;
  const between = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? [] : [to - from];
  return {
    placed: own.length,
    confirmed: count((one) => one.confirmed),
    rejected: count((one) => one.rejected),
    cancelled: count((one) => one.cancelled),
    compensatedShare: own.length === 0 ? 0 : count((one) => one.cancelling) / own.length,
    decidedMs: own.flatMap((one) => between(one.placed, one.confirmed ?? one.rejected)),
    cancelledMs: own.flatMap((one) => between(one.cancelling, one.cancelled)),
  };
}
