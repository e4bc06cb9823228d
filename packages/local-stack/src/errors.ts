import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const LOG_TAIL_LINES = 15;
const LOG_TAIL_BYTES = 16_384;
const MORE_FAILURES_MS = 500;

/** A failure that the user can act on: what, why, and the next command. */
export class SetupError extends Error {
  override name = 'SetupError';
  readonly what: string;
  readonly why: string;
  readonly next: string;

  constructor({ what, why, next, cause }: SetupFailure) {
    super(`${what}: ${why}`, cause === undefined ? undefined : { cause });
    this.what = what;
    this.why = why;
    this.next = next;
  }
}

export interface SetupFailure {
  what: string;
  why: string;
  next: string;
  cause?: unknown;
}

/** The failure as lines for a terminal: what, why, next. Any other error keeps its stack. */
export function formatFailure(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(formatFailure).join('\n\n');
  if (!(error instanceof SetupError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const indented = (text: string) => text.replaceAll('\n', '\n        ');
  return [
    `error:  ${indented(error.what)}`,
    `why:    ${indented(error.why)}`,
    `next:   ${indented(error.next)}`,
  ].join('\n');
}

/**
 * Like Promise.all, but waits half a second after a failure for further ones, so that a user who
 * lacks two things learns of both: throws the one failure, or an AggregateError of several.
 */
export async function together<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failures: unknown[] = [];
  for (const one of work) Promise.resolve(one).catch((error: unknown) => failures.push(error));
  try {
    return (await Promise.all(work)) as { -readonly [K in keyof T]: Awaited<T[K]> };
  } catch (error) {
    await pause(MORE_FAILURES_MS);
    throw failures.length > 1 ? new AggregateError(failures) : error;
  }
}

/** The last lines of a log file, or a note that there is none; reads at most 16 KiB. */
export function logTail(file: string): string {
  try {
    const text = readFileSync(file).subarray(-LOG_TAIL_BYTES).toString('utf8').trimEnd();
    return text === '' ? '(its log is empty)' : text.split('\n').slice(-LOG_TAIL_LINES).join('\n');
  } catch {
    return '(there is no log)';
  }
}
