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

/** What was decided once about a request. A void changes `authorized` to `voided`. */
export interface Entry {
  key: string;
  reference: string;
  amount: Amount;
  status: 'authorized' | 'declined' | 'voided';
  id?: string;
  reason?: string;
}

/** A void of a reference that was never authorized: it keeps later requests out. */
export interface Tombstone {
  reference: string;
  status: 'voided';
}

type Line =
  ({ type: 'decided'; at: string } & Entry) | { type: 'voided'; at: string; reference: string };

export type Book = ReturnType<typeof openBook>;

/**
 * The provider's memory: JSON lines, appended before the answer is sent, so that what a customer
 * heard survives the end of the process. Lines reach the disk on close.
 */
export function openBook(path: string) {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a+');
  const byKey = new Map<string, Entry>();
  const byReference = new Map<string, Entry[]>();
  const voided = new Set<string>();

  function apply(line: Line): void {
    if (line.type === 'voided') {
      voided.add(line.reference);
      for (const entry of byReference.get(line.reference) ?? []) {
        if (entry.status === 'authorized') entry.status = 'voided';
      }
      return;
    }
    const { type: _type, at: _at, ...entry } = line;
    byKey.set(entry.key, entry);
    byReference.set(entry.reference, [...(byReference.get(entry.reference) ?? []), entry]);
  }

  function append(line: Line): void {
    writeSync(file, `${JSON.stringify(line)}\n`);
    apply(line);
  }

  for (const line of readLines(path, file)) apply(line);

  return {
    find: (key: string): Entry | undefined => byKey.get(key),
    ofReference: (reference: string): Entry[] => byReference.get(reference) ?? [],
    isVoided: (reference: string): boolean => voided.has(reference),

    decide(entry: Entry): void {
      append({ type: 'decided', at: new Date().toISOString(), ...entry });
    },

    /** Voids what is authorized under a reference, now and for ever. A repeat adds nothing. */
    voidReference(reference: string): void {
      if (voided.has(reference)) return;
      append({ type: 'voided', at: new Date().toISOString(), reference });
    },

    entries(): (Entry | Tombstone)[] {
      const tombstones = [...voided]
        .filter((reference) => !byReference.has(reference))
        .map((reference) => ({ reference, status: 'voided' as const }));
      return [...byKey.values(), ...tombstones];
    },

    close(): void {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** The whole lines. A torn last line was never answered: it is cut off, so that appends fit. */
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
