/** An action and its outcome, as recorded in the audit log. */
export interface AuditEntry {
  /** ISO instant in UTC. */
  at: string;
  /** The id of a customer or client, or a fixed name such as `operator`. No personal data. */
  actor: string;
  action: string;
  target: string;
  /** `asked` precedes `done` or `refused`; it stays alone if the outcome is unknown. */
  outcome: 'asked' | 'done' | 'refused';
  correlationId: string;
}

/** An entry in the chain: with the hash of the previous entry, and a hash over both. */
export interface ChainedEntry extends AuditEntry {
  seq: number;
  previousHash: string;
  hash: string;
}

/** The last entry of a chain; seq 0 and the hash '' if the chain is empty. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: '' };
/** Longest field of an entry, in characters; the rest is cut off. */
const MAX_FIELD_LENGTH = 200;
// oxlint-disable-next-line no-control-regex -- the expression matches control characters on purpose
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Escapes characters that a terminal or a log reader would interpret; at most 200 characters. */
export function escapeControls(text: string): string {
  const shown = text.replaceAll(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return shown.slice(0, MAX_FIELD_LENGTH);
}

/** The entry that follows `head` in its chain. */
export function chainEntry(
  head: ChainHead,
  entry: AuditEntry,
  hash: (text: string) => string,
): ChainedEntry {
  const next = {
    seq: head.seq + 1,
    at: entry.at,
    actor: escapeControls(entry.actor),
    action: escapeControls(entry.action),
    target: escapeControls(entry.target),
    outcome: entry.outcome,
    correlationId: escapeControls(entry.correlationId),
    previousHash: head.hash,
  };
  return { ...next, hash: hash(textOf(next)) };
}

function textOf(entry: Omit<ChainedEntry, 'hash'>): string {
  const { seq, at, actor, action, target, outcome, correlationId, previousHash } = entry;
  return JSON.stringify([seq, at, actor, action, target, outcome, correlationId, previousHash]);
}

/** Verifies the next entries of a chain. Answers its new head, or the first fault. */
export function verifyChain(
  head: ChainHead,
  entries: readonly ChainedEntry[],
  hash: (text: string) => string,
): { head: ChainHead } | { fault: string } {
  let last = head;
  for (const entry of entries) {
    if (entry.seq !== last.seq + 1) {
      return { fault: `row ${last.seq + 1} is missing: ${entry.seq} follows ${last.seq}` };
    }
    if (entry.previousHash !== last.hash) {
      return { fault: `row ${entry.seq} does not follow ${last.seq}` };
    }
    if (entry.hash !== hash(textOf(entry))) return { fault: `row ${entry.seq} was changed` };
    last = { seq: entry.seq, hash: entry.hash };
  }
  return { head: last };
}

/** The fault between the last verified row and the recorded head, such as rows that were cut off. */
export function headFault(verified: ChainHead, recorded: ChainHead): string | undefined {
  if (verified.seq < recorded.seq) return `rows after ${verified.seq} are missing`;
  if (verified.seq > recorded.seq)
    return `row ${recorded.seq + 1} was added after the recorded head`;
  return verified.hash === recorded.hash ? undefined : 'the recorded head was changed';
}
