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

/** Appends an entry and makes it the head. Requires the lock on the head. */
export async function insertEntry(trx: Trx, entry: ChainedEntry): Promise<void> {
  const { seq, at, actor, action, target, outcome, correlationId, previousHash, hash } = entry;
  await trx.query({
    name: 'audit-insert',
    text: `WITH added AS (
             INSERT INTO audit_log
               (seq, at, actor, action, target, outcome, correlation_id, previous_hash, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))
           UPDATE audit_head SET seq = $1, hash = $9`,
    values: [seq, at, actor, action, target, outcome, correlationId, previousHash, hash],
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
