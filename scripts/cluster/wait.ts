import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 200;

/** Waits until a probe holds; one that throws does not. Throws after the limit, with the last error as its cause. */
export async function until(
  what: string,
  limitMs: number,
  probe: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = performance.now() + limitMs;
  let cause: unknown;
  for (;;) {
    try {
      if (await probe()) return;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > end)
      throw new Error(`${what}: not within ${limitMs / 1000} s`, { cause });
    await pause(POLL_MS);
  }
}
