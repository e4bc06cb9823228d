import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * Resolves with the first value of the condition that is not false, undefined or null. Throws after
 * timeoutMs (ms) with `what` in the message and, if the condition threw last, its error as the
 * cause.
 */
export async function waitUntil<T>(
  condition: () => T | Promise<T>,
  { timeoutMs, what }: { timeoutMs: number; what: string },
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let cause: unknown;
    try {
      const value = await condition();
      if (value !== false && value !== undefined && value !== null) {
        return value as NonNullable<Exclude<T, false>>;
      }
    } catch (error) {
      cause = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause });
    await pause(POLL_MS);
  }
}
