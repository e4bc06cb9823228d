import { setTimeout as pause } from 'node:timers/promises';
import { REPEATED } from '../../../scripts/load/journal-lines.ts';
import type { Context, Known } from './virtual-user.ts';

/** Between two tries of a request, ms: what `Retry-After` says is shorter. */
const PAUSE_MS = 1_000;
/** A client gives up after so many: the platform has had a minute. */
const MAX_TRIES = 60;

/** Notes the answer of a request that is repeated. Answers whether it is sent once more. */
export function isRepeated(vars: Known, code: string | undefined): boolean {
  const { repeated } = vars;
  if (repeated === undefined) return false;
  repeated.tries += 1;
  repeated.isAsked = code !== undefined && REPEATED.includes(code) && repeated.tries < MAX_TRIES;
  if (!repeated.isAsked) delete vars.repeated;
  return repeated.isAsked;
}

/** A step between two tries. */
export async function pauseBeforeRepeat({ vars }: Context): Promise<void> {
  if (vars.repeated?.isAsked === true) await pause(PAUSE_MS);
}

/** `whileTrue` of a request that is repeated. */
export function mustRepeat({ vars }: Context, next: (isAsked: boolean) => void): void {
  next(vars.repeated?.isAsked === true);
}
