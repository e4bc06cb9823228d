import { INBOX_TABLES } from '../inbox/index.ts';
import { OUTBOX_TABLE, SENT_EVENTS_TABLE } from '../outbox/index.ts';
import { DATA_KEYS_TABLE, ROOT_SECRETS_TABLE } from '../personal-data/index.ts';
import { type Database, transaction } from '../postgres/index.ts';
import { STREAM_AUDIT_TABLE } from '../streams/lost-events.ts';

/**
 * The tables of the runtime: what needs them, their names and the SQL that creates them. A released
 * text is never changed; what changes a table is added.
 */
export const TABLES = {
  /** For a subscriber with inbox and dead letters. */
  subscriber: { names: ['inbox', 'dead_letter'], sql: INBOX_TABLES },
  /** For the outbox of an app with SQL aggregates. */
  outbox: { names: ['outbox'], sql: OUTBOX_TABLE },
  /** For an outbox with `outboxTopics`: what it has published. */
  'sent-events': { names: ['sent_events'], sql: SENT_EVENTS_TABLE },
  /** For event streams, beside the tables of their state store. */
  streams: { names: ['stream_audit'], sql: STREAM_AUDIT_TABLE },
  /** For the keys of personal data. */
  'personal-data': { names: ['data_keys'], sql: DATA_KEYS_TABLE },
  /** For the secret that a master key seals. */
  'root-secret': { names: ['root_secrets'], sql: ROOT_SECRETS_TABLE },
} as const;

export type TableGroup = keyof typeof TABLES;

/**
 * Creates the tables of the given blocks that do not exist yet, all in one transaction, and returns
 * the names of those that it created. Can be called at every start: processes that start at once
 * wait for each other. It does not look at the columns of a table that exists.
 */
export async function createTables(
  database: Database,
  groups: readonly TableGroup[],
): Promise<string[]> {
  return transaction(database, async (trx) => {
    await trx.query("SELECT pg_advisory_xact_lock(hashtext('dapr-actor-runtime tables'))");
    const created: string[] = [];
    for (const group of groups) {
      const { names, sql } = TABLES[group];
      const { rows } = await trx.query<{ name: string }>(
        'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(quote_ident(name)) IS NULL',
        [names],
      );
      if (rows.length === 0) continue;
      if (rows.length < names.length) {
        const missing = rows.map(({ name }) => name).join(', ');
        throw new Error(
          `the database has only a part of the tables of ${group}: ${missing} is missing; ` +
            'drop or rename the other ones, or create it with the SQL in TABLES',
        );
      }
      await trx.query(sql);
      created.push(...names);
    }
    return created;
  });
}
