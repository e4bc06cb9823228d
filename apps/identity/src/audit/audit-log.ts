import { createHmac } from 'node:crypto';
import { transaction, type Database, type Trx } from 'dapr-actor-runtime/postgres';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import {
  chainEntry,
  EMPTY_CHAIN,
  headFault,
  verifyChain,
  type AuditEntry,
  type ChainHead,
} from '../domain/audit-chain.ts';
import { insertEntries, lockHead, readEntries, readHead } from '../store/audit-log.ts';

/** Rows that a check reads per query. */
const CHECK_PAGE_ROWS = 1_000;

/** What is recorded; the log adds the time and the correlation id. */
export type AuditEvent = Pick<AuditEntry, 'actor' | 'action' | 'target' | 'outcome'>;

export interface AuditLog {
  /**
   * Appends an entry in the transaction of the change that it describes. Call it last: it locks the
   * head of the chain until the transaction ends.
   */
  append(trx: Trx, event: AuditEvent): Promise<void>;
  /** Appends an entry in a transaction of its own, for an event without a change, such as a refusal. */
  record(event: AuditEvent): Promise<void>;
  /** Appends what happened in another app before, with the times and causes from there, in one transaction. */
  recordAll(entries: readonly AuditEntry[]): Promise<void>;
  /** Verifies the whole chain. Answers its verified head and the first fault. */
  check(): Promise<{ head: ChainHead; fault: string | undefined }>;
}

/** The append-only log: each row has a keyed hash of its content and of the previous row's hash. */
export function openAuditLog({
  database,
  key,
  clock,
}: {
  database: Database;
  key: Buffer;
  clock: () => number;
}): AuditLog {
  const hash = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

  async function append(trx: Trx, event: AuditEvent): Promise<void> {
    const at = new Date(clock()).toISOString();
    const correlationId = currentContext()?.correlationId ?? '';
    await appendAll(trx, [{ ...event, at, correlationId }]);
  }

  async function appendAll(trx: Trx, entries: readonly AuditEntry[]): Promise<void> {
    let head = await lockHead(trx);
    const chained = entries.map((entry) => {
      const next = chainEntry(head, entry, hash);
      head = next;
      return next;
    });
    await insertEntries(trx, chained);
  }

  return {
    append,
    record: (event) => transaction(database, (trx) => append(trx, event)),
    recordAll(entries) {
      // As the database gives it back, or the hash of the row would be another one.
      const stored = entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
      return transaction(database, (trx) => appendAll(trx, stored));
    },
    async check() {
      // The head is read first: entries that are appended during the check come after it.
      const recorded = await readHead(database);
      let head = EMPTY_CHAIN;
      while (head.seq < recorded.seq) {
        const limit = Math.min(CHECK_PAGE_ROWS, recorded.seq - head.seq);
        const entries = await readEntries(database, { after: head.seq, limit });
        if (entries.length === 0) break;
        const verified = verifyChain(head, entries, hash);
        if ('fault' in verified) return { head, fault: verified.fault };
        head = verified.head;
      }
      return { head, fault: headFault(head, recorded) };
    },
  };
}
