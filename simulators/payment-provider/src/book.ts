import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface Amount {
  amountMinor: number;
  currency: string;
}

/** A capture or refund of an authorization. Decided once per key. */
export interface Operation {
  /** Absent if it was made by hand. */
  key?: string;
  kind: 'capture' | 'refund';
  /** The merchant's id of the operation, and the number of this attempt; absent as the key. */
  operationId?: string;
  attempt?: number;
  amount: Amount;
  status: 'done' | 'refused';
  id?: string;
  reason?: string;
  /** The bank can still refuse the refund. */
  pending?: true;
}

export interface Dispute {
  id: string;
  amount: Amount;
  state: 'opened' | 'won' | 'lost';
}

/** The decision on an authorization request. A void changes `authorized` to `voided`. */
export interface Entry {
  key: string;
  reference: string;
  amount: Amount;
  status: 'authorized' | 'requires-action' | 'declined' | 'voided';
  id?: string;
  reason?: string;
  /** Decides how later requests end. */
  token?: string;
  /** The provider captures it once, and releases the rest then. */
  captures?: 'one';
  /** From when the money is no longer held. */
  expiresAt?: string;
  at: string;
  updatedAt: string;
  moves: Operation[];
  disputes: Dispute[];
}

/** A void of a reference without an authorization: it prevents later ones. */
export interface Tombstone {
  reference: string;
  status: 'voided';
}

export type Decision = Omit<Entry, 'at' | 'updatedAt' | 'moves' | 'disputes'>;

/** A change of one authorization, by its id. */
export type Change =
  /** The customer has acted, or failed to. */
  | { type: 'acted'; id: string; success: boolean }
  /** Released without a void of the merchant's reference. */
  | { type: 'ended'; id: string; reason: string }
  | { type: 'disputed'; id: string; dispute: Dispute }
  /** What became of a refund that was done. */
  | { type: 'refund-settled'; id: string; refundId: string; failure?: string };

type Line =
  | ({ type: 'decided'; at: string } & Decision)
  | ({ type: 'moved'; at: string; reference: string; authorization?: string } & Operation)
  | ({ at: string } & Change)
  | { type: 'voided'; at: string; reference: string }
  /** The keys of all requests before it are forgotten, or only those of a reference. */
  | { type: 'forgot'; at: string; reference?: string };

export type Book = ReturnType<typeof openBook>;

/** The state after the lines of the journal, in memory. */
function createIndex() {
  const inOrder: Entry[] = [];
  const byKey = new Map<string, Entry>();
  const byId = new Map<string, Entry>();
  const byReference = new Map<string, Entry[]>();
  const operationsByKey = new Map<string, { reference: string; operation: Operation }>();
  const voided = new Set<string>();

  /** The entry that is captured and refunded: the one with the id, or the last of the reference. */
  function authorizationOf(reference: string, id?: string): Entry | undefined {
    if (id !== undefined) return byId.get(id);
    return byReference.get(reference)?.findLast((one) => one.id !== undefined);
  }

  function apply(line: Line): void {
    switch (line.type) {
      case 'forgot': {
        const { reference } = line;
        for (const keys of [byKey, operationsByKey]) {
          for (const [key, of] of keys) {
            if (reference === undefined || of.reference === reference) keys.delete(key);
          }
        }
        return;
      }
      case 'voided':
        voided.add(line.reference);
        for (const entry of byReference.get(line.reference) ?? []) {
          if (entry.status === 'authorized' || entry.status === 'requires-action') {
            entry.status = 'voided';
          }
          entry.updatedAt = line.at;
        }
        return;
      case 'moved': {
        const { type: _type, at, reference, authorization, ...operation } = line;
        const { key } = operation;
        if (key !== undefined) operationsByKey.set(key, { reference, operation });
        const entry = authorizationOf(reference, authorization);
        entry?.moves.push(operation);
        if (entry !== undefined) entry.updatedAt = at;
        return;
      }
      case 'decided': {
        const { type: _type, ...decision } = line;
        const entry: Entry = { ...decision, updatedAt: line.at, moves: [], disputes: [] };
        inOrder.push(entry);
        byKey.set(entry.key, entry);
        if (entry.id !== undefined) byId.set(entry.id, entry);
        byReference.set(entry.reference, [...(byReference.get(entry.reference) ?? []), entry]);
        return;
      }
      case 'acted':
      case 'ended':
      case 'disputed':
      case 'refund-settled': {
        const entry = byId.get(line.id);
        if (entry === undefined) return;
        change(entry, line);
        entry.updatedAt = line.at;
      }
    }
  }

  return { inOrder, byKey, byId, byReference, operationsByKey, voided, authorizationOf, apply };
}

function change(entry: Entry, line: Change): void {
  switch (line.type) {
    case 'acted':
      entry.status = line.success ? 'authorized' : 'declined';
      if (!line.success) entry.reason = 'authentication-failed';
      return;
    case 'ended':
      entry.status = 'voided';
      entry.reason = line.reason;
      return;
    case 'disputed':
      entry.disputes = [...entry.disputes.filter(({ id }) => id !== line.dispute.id), line.dispute];
      return;
    case 'refund-settled': {
      const refund = entry.moves.find(({ id }) => id === line.refundId);
      if (refund === undefined) return;
      delete refund.pending;
      if (line.failure === undefined) return;
      refund.status = 'refused';
      refund.reason = line.failure;
    }
  }
}

/**
 * The provider's book: a journal of JSON lines, appended before an answer is sent, so that every
 * answered decision survives the end of the process. Lines are flushed to disk on close.
 */
export function openBook(path: string) {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a+');
  const index = createIndex();
  const { inOrder, byKey, byReference, voided, apply } = index;

  function append(line: Line): void {
    writeSync(file, `${JSON.stringify(line)}\n`);
    apply(line);
  }

  for (const line of readLines(path, file)) apply(line);

  return {
    find: (key: string): Entry | undefined => byKey.get(key),
    ofId: (id: string): Entry[] => [index.byId.get(id)].filter((entry) => entry !== undefined),
    findOperation: (key: string) => index.operationsByKey.get(key),
    ofReference: (reference: string): Entry[] => byReference.get(reference) ?? [],
    isVoided: (reference: string): boolean => voided.has(reference),
    authorizationOf: index.authorizationOf,

    decide(decision: Decision): Entry {
      append({ type: 'decided', at: new Date().toISOString(), ...decision });
      return byKey.get(decision.key) as Entry;
    },

    addOperation(reference: string, operation: Operation, authorization?: string): void {
      const of = { reference, ...(authorization && { authorization }) };
      append({ type: 'moved', at: new Date().toISOString(), ...of, ...operation });
    },

    change(line: Change): void {
      append({ at: new Date().toISOString(), ...line });
    },

    /** As a provider does after a day: a repeat of a request, or of one about a reference, is a new one. */
    forgetKeys(reference?: string): void {
      append({ type: 'forgot', at: new Date().toISOString(), ...(reference && { reference }) });
    },

    /** Voids the authorization of a reference, also a later one. A repeat changes nothing. */
    voidReference(reference: string): void {
      if (voided.has(reference)) return;
      append({ type: 'voided', at: new Date().toISOString(), reference });
    },

    entries(): (Entry | Tombstone)[] {
      const tombstones = [...voided]
        .filter((reference) => !byReference.has(reference))
        .map((reference) => ({ reference, status: 'voided' as const }));
      return [...inOrder, ...tombstones];
    },

    /** Entries from a position that changed since an instant, oldest first. */
    page(from: number, limit: number, since: string): { entries: Entry[]; next?: number } {
      const entries: Entry[] = [];
      let at = from;
      for (; at < inOrder.length && entries.length < limit; at++) {
        const entry = inOrder[at] as Entry;
        if (entry.updatedAt >= since) entries.push(entry);
      }
      return at < inOrder.length ? { entries, next: at } : { entries };
    },

    close(): void {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** The complete lines. An incomplete last line was never answered and is cut off. */
function readLines(path: string, file: number): Line[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) ftruncateSync(file, end);
  return bytes
    .toString('utf8', 0, end)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
