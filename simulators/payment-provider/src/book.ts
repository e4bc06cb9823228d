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

/** A capture or refund of an authorization, done or refused. Decided once per key. */
export interface Move {
  key: string;
  kind: 'capture' | 'refund';
  /** The customer's own id for it, and the number of the attempt. */
  operationId: string;
  attempt: number;
  amount: Amount;
  status: 'done' | 'refused';
  id?: string;
  reason?: string;
}

/** The decision about a request. A void changes `authorized` to `voided`. */
export interface Entry {
  key: string;
  reference: string;
  amount: Amount;
  status: 'authorized' | 'declined' | 'voided';
  id?: string;
  reason?: string;
  /** The token, which determines later requests. */
  token?: string;
  at: string;
  updatedAt: string;
  moves: Move[];
}

/** A void of a reference that was never authorized: it makes later authorizations fail. */
export interface Tombstone {
  reference: string;
  status: 'voided';
}

export type Decision = Omit<Entry, 'at' | 'updatedAt' | 'moves'>;

type Line =
  | ({ type: 'decided'; at: string } & Decision)
  | ({ type: 'moved'; at: string; reference: string } & Move)
  | { type: 'voided'; at: string; reference: string };

export type Book = ReturnType<typeof openBook>;

/** The in-memory index of the lines of a book. */
function createIndex() {
  const inOrder: Entry[] = [];
  const byKey = new Map<string, Entry>();
  const byReference = new Map<string, Entry[]>();
  const movesByKey = new Map<string, { reference: string; move: Move }>();
  const voided = new Set<string>();

  /** The one authorized entry of a reference. */
  function authorizationOf(reference: string): Entry | undefined {
    return byReference.get(reference)?.find(({ id }) => id !== undefined);
  }

  function apply(line: Line): void {
    switch (line.type) {
      case 'voided':
        voided.add(line.reference);
        for (const entry of byReference.get(line.reference) ?? []) {
          if (entry.status === 'authorized') entry.status = 'voided';
          entry.updatedAt = line.at;
        }
        return;
      case 'moved': {
        const { type: _type, at, reference, ...move } = line;
        movesByKey.set(move.key, { reference, move });
        const entry = authorizationOf(reference);
        entry?.moves.push(move);
        if (entry !== undefined) entry.updatedAt = at;
        return;
      }
      case 'decided': {
        const { type: _type, ...decision } = line;
        const entry = { ...decision, updatedAt: line.at, moves: [] };
        inOrder.push(entry);
        byKey.set(entry.key, entry);
        byReference.set(entry.reference, [...(byReference.get(entry.reference) ?? []), entry]);
      }
    }
  }

  return { inOrder, byKey, byReference, movesByKey, voided, authorizationOf, apply };
}

/**
 * The provider's storage: JSON lines, appended before the answer is sent, so that every answered
 * decision survives the end of the process. Lines are synced to disk on close.
 */
export function openBook(path: string) {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a+');
  const { inOrder, byKey, byReference, movesByKey, voided, authorizationOf, apply } = createIndex();

  function append(line: Line): void {
    writeSync(file, `${JSON.stringify(line)}\n`);
    apply(line);
  }

  for (const line of readLines(path, file)) apply(line);

  return {
    find: (key: string): Entry | undefined => byKey.get(key),
    findMove: (key: string) => movesByKey.get(key),
    ofReference: (reference: string): Entry[] => byReference.get(reference) ?? [],
    isVoided: (reference: string): boolean => voided.has(reference),
    authorizationOf,

    decide(decision: Decision): Entry {
      append({ type: 'decided', at: new Date().toISOString(), ...decision });
      return byKey.get(decision.key) as Entry;
    },

    move(reference: string, move: Move): void {
      append({ type: 'moved', at: new Date().toISOString(), reference, ...move });
    },

    /** Voids a reference, including all later authorizations. A repeat changes nothing. */
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

    /** Entries from a position, oldest first, that have changed since an instant. */
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

/**
 * The complete lines. An incomplete last line was never answered, so it is cut off before appends.
 */
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
