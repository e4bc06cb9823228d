import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tryLock } from './lock.ts';
import type { Step } from './progress.ts';

const LOCK_POLL_MS = 500;

/** The folder of everything that is built or downloaded once for a machine. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'dapr-commerce');
}

/** Fills a folder of the cache unless another process does or has. */
export async function fillOnce(
  home: string,
  { isComplete, fill, step }: { isComplete: () => boolean; fill: () => Promise<void>; step: Step },
): Promise<void> {
  for (;;) {
    if (isComplete()) return;
    const lock = tryLock(`${home}.lock`);
    if ('release' in lock) {
      try {
        if (!isComplete()) await fill();
        return;
      } finally {
        lock.release();
      }
    }
    step.note(`(waiting for process ${lock.heldBy.pid}, which prepares it)`);
    await pause(LOCK_POLL_MS);
  }
}
