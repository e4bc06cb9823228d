import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { ChainedEntry, ChainHead } from '../domain/audit-chain.ts';

const COLUMNS = `seq, at, actor, action, target, outcome, correlation_id AS "correlationId",
  previous_hash AS "previousHash", hash`;

/** The head of the chain, locked until the transaction ends, so that appends are serialized. */
export async function lockHead(trx: Trx): Promise<ChainHead> {
  const { rows } = await trx.query<ChainHead>({
    name: 'audit-lock-head',
    text: 'SELECT seq, hash FROM audit_head FOR UPDATE',
  });
  return rows[0] as ChainHead;
}

export async function readHead(db: Queryable): Promise<ChainHead> {
  const { rows } = await db.query<ChainHead>('SELECT seq, hash FROM audit_head');
  return rows[0] as ChainHead;
}

/** Appends entries and makes the last one the head. Requires the lock on the head. */
export async function insertEntries(trx: Trx, entries: readonly ChainedEntry[]): Promise<void> {
  const last = entries.at(-1);
  if (last === undefined) return;
  await trx.query({
    name: 'audit-insert',
    text: `WITH added AS (
             INSERT INTO audit_log
               (seq, at, actor, action, target, outcome, correlation_id, previous_hash, hash)
             SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                                  $6::text[], $7::text[], $8::text[], $9::text[]))
           UPDATE audit_head SET seq = $10, hash = $11`,
    values: [
      entries.map(({ seq }) => seq),
      entries.map(({ at }) => at),
      entries.map(({ actor }) => actor),
      entries.map(({ action }) => action),
      entries.map(({ target }) => target),
      entries.map(({ outcome }) => outcome),
      entries.map(({ correlationId }) => correlationId),
      entries.map(({ previousHash }) => previousHash),
      entries.map(({ hash }) => hash),
      last.seq,
      last.hash,
    ],
  });
}

/** A page of entries after a sequence number, in ascending order. */
export async function readEntries(
  db: Queryable,
  { after, limit }: { after: number; limit: number },
): Promise<ChainedEntry[]> {
  const { rows } = await db.query<ChainedEntry>({
    name: 'audit-page',
    text: `SELECT ${COLUMNS} FROM audit_log WHERE seq > $1 ORDER BY seq LIMIT $2`,
    values: [after, limit],
  });
  return rows;
}

/** A page of entries before a sequence number, newest first; only by or about `subject` if given. */
export async function readLatest(
  db: Queryable,
  { before, subject, limit }: { before: number; subject: string | undefined; limit: number },
): Promise<ChainedEntry[]> {
  const { rows } = await db.query<ChainedEntry>({
    name: 'audit-latest',
    text: `SELECT ${COLUMNS} FROM audit_log
           WHERE seq < $1 AND ($2::text IS NULL OR target = $2 OR actor = $2)
           ORDER BY seq DESC LIMIT $3`,
    values: [before, subject ?? null, limit],
  });
  return rows;
}
