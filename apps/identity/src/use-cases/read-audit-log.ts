import type { IdentityDeps } from '../deps.ts';
import type { ChainedEntry } from '../domain/audit-chain.ts';
import { readLatest } from '../store/audit-log.ts';

/** An entry without its hashes, which only the check of the chain needs. */
export type AuditItem = Omit<ChainedEntry, 'previousHash' | 'hash'>;

/**
 * A page of the audit log, newest first: by or about `subject` if given, and before the sequence
 * number `before`. `next` is where the following page begins; undefined on the last one.
 */
export async function readAuditLog(
  { database }: Pick<IdentityDeps, 'database'>,
  {
    subject,
    before = Number.MAX_SAFE_INTEGER,
    limit,
  }: { subject?: string | undefined; before?: number | undefined; limit: number },
): Promise<{ items: AuditItem[]; next: number | undefined }> {
  const rows = await readLatest(database, { before, subject, limit: limit + 1 });
  const items = rows.slice(0, limit).map(toItem);
  return { items, next: rows.length > limit ? items.at(-1)?.seq : undefined };
}

function toItem({
  seq,
  at,
  actor,
  action,
  target,
  outcome,
  correlationId,
}: ChainedEntry): AuditItem {
  return { seq, at, actor, action, target, outcome, correlationId };
}
