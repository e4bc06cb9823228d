import type { Trx } from '../postgres/index.ts';

export { INBOX_KEPT_DAYS, inboxPruning } from './prune.ts';
export { INBOX_TABLES } from './schema.ts';

/**
 * Marks events as applied by a consumer, in the transaction of their effect, and returns the ids
 * that were not marked before: none for a second delivery. Needs the table `inbox` of INBOX_TABLES.
 */
export async function claimEvents(
  trx: Trx,
  consumer: string,
  eventIds: string[],
): Promise<Set<string>> {
  const { rows } = await trx.query<{ event_id: string }>({
    name: 'inbox-claim',
    text: `INSERT INTO inbox (consumer, event_id)
           SELECT $1, event_id FROM unnest($2::text[]) AS event_id ORDER BY event_id
           ON CONFLICT DO NOTHING RETURNING event_id`,
    values: [consumer, eventIds],
  });
  return new Set(rows.map((row) => row.event_id));
}
