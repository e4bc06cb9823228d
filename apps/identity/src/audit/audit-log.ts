import { createHmac } from 'node:crypto';
import { transaction, type Database, type Trx } from '@commerce/runtime/postgres';
import { currentContext } from '@commerce/runtime/telemetry';
import {
  chained,
  EMPTY_CHAIN,
  endFault,
  followChain,
  type AuditEntry,
  type ChainHead,
} from '../domain/audit-chain.ts';
import { insertEntry, lockHead, readEntries, readHead } from '../store/audit-log.ts';

/** Rows that a check reads at once. */
const CHECK_PAGE_ROWS = 1_000;

export type AuditNote = Pick<AuditEntry, 'actor' | 'action' | 'target' | 'outcome'>;

export interface AuditLog {
  /** Notes what a transaction does, in it: last, because the end of the chain is locked from here on. */
  note(trx: Trx, note: AuditNote): Promise<void>;
  /** Notes something that changed nothing, such as a refusal. */
  noteAlone(note: AuditNote): Promise<void>;
  /** Reads the whole chain. Answers its end, and what is wrong first. */
  check(): Promise<{ head: ChainHead; fault: string | undefined }>;
}

/** The append-only log: each row has the keyed hash of the one before it and of its own content. */
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

  async function note(trx: Trx, about: AuditNote): Promise<void> {
    const entry: AuditEntry = {
      ...about,
      at: new Date(clock()).toISOString(),
      correlationId: currentContext()?.correlationId ?? '',
    };
    await insertEntry(trx, chained(await lockHead(trx), entry, hash));
  }

  return {
    note,
    noteAlone: (about) => transaction(database, (trx) => note(trx, about)),
    async check() {
      // The end first: what is added while the rows are read stands behind it.
      const recorded = await readHead(database);
      let head = EMPTY_CHAIN;
      while (head.seq < recorded.seq) {
        const limit = Math.min(CHECK_PAGE_ROWS, recorded.seq - head.seq);
        const entries = await readEntries(database, { after: head.seq, limit });
        if (entries.length === 0) break;
        const next = followChain(head, entries, hash);
        if ('fault' in next) return { head, fault: next.fault };
        head = next.head;
      }
      return { head, fault: endFault(head, recorded) };
    },
  };
}
