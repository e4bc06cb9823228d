/** Something that somebody did, as the audit log keeps it. */
export interface AuditEntry {
  /** ISO instant in UTC. */
  at: string;
  /** Who: a customer, a client, or what else acts. Never an address or a name. */
  actor: string;
  action: string;
  target: string;
  /** `asked` comes before one of the others, and alone when nobody knows. */
  outcome: 'asked' | 'done' | 'refused';
  correlationId: string;
}

/** An entry in its place: with the hash of the one before it, and its own over both. */
export interface ChainedEntry extends AuditEntry {
  seq: number;
  previousHash: string;
  hash: string;
}

/** The end of the chain; of an empty one, seq 0 and the hash ''. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: '' };
const MAX_FIELD_LENGTH = 200;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A text without anything that a terminal or a log reader obeys; at most 200 characters. */
export function neutral(text: string): string {
  const shown = text.replaceAll(
    UNPRINTABLE,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return shown.slice(0, MAX_FIELD_LENGTH);
}

/** Puts an entry at the end of a chain. */
export function chained(
  head: ChainHead,
  entry: AuditEntry,
  hash: (text: string) => string,
): ChainedEntry {
  const next = {
    seq: head.seq + 1,
    at: entry.at,
    actor: neutral(entry.actor),
    action: neutral(entry.action),
    target: neutral(entry.target),
    outcome: entry.outcome,
    correlationId: neutral(entry.correlationId),
    previousHash: head.hash,
  };
  return { ...next, hash: hash(textOf(next)) };
}

function textOf(entry: Omit<ChainedEntry, 'hash'>): string {
  const { seq, at, actor, action, target, outcome, correlationId, previousHash } = entry;
  return JSON.stringify([seq, at, actor, action, target, outcome, correlationId, previousHash]);
}

/** Follows a chain over some of its entries. Answers where it is then, or what is wrong first. */
export function followChain(
  head: ChainHead,
  entries: readonly ChainedEntry[],
  hash: (text: string) => string,
): { head: ChainHead } | { fault: string } {
  let at = head;
  for (const entry of entries) {
    if (entry.seq !== at.seq + 1) {
      return { fault: `row ${at.seq + 1} is missing: after ${at.seq} comes ${entry.seq}` };
    }
    if (entry.previousHash !== at.hash)
      return { fault: `row ${entry.seq} does not follow ${at.seq}` };
    if (entry.hash !== hash(textOf(entry))) return { fault: `row ${entry.seq} was changed` };
    at = { seq: entry.seq, hash: entry.hash };
  }
  return { head: at };
}

/** What is wrong between the last row and the recorded end, such as rows cut off there. */
export function endFault(followed: ChainHead, recorded: ChainHead): string | undefined {
  if (followed.seq < recorded.seq) return `rows after ${followed.seq} are missing`;
  if (followed.seq > recorded.seq) return `row ${recorded.seq + 1} was added past the end`;
  return followed.hash === recorded.hash ? undefined : 'the recorded end was changed';
}
