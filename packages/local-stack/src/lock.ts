import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

const TAKEOVER_ATTEMPTS = 5;

/** The result of tryLock(): the lock, or its current holder. */
export type LockResult = { release: () => void } | { heldBy: ProcessIdentity };

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return Number.isInteger(holder.pid) && typeof holder.born === 'string' ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** The live process that holds the lock file, if any. */
export function lockHolder(file: string): ProcessIdentity | undefined {
  const holder = readHolder(file);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

/**
 * Takes a lock file for this process. A lock whose holder is dead, or whose pid now belongs to
 * another process, is taken over, so nothing needs manual cleaning after a kill -9.
 */
export function tryLock(file: string): LockResult {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(identify(process.pid)));
  try {
    for (let attempt = 0; attempt < TAKEOVER_ATTEMPTS; attempt += 1) {
      try {
        linkSync(own, file); // fails if the lock exists: the one atomic step
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const heldBy = lockHolder(file);
      if (heldBy !== undefined) return { heldBy };
      discardStale(file);
    }
    throw new Error(`cannot take the lock ${file}: other processes keep taking it over`);
  } finally {
    rmSync(own, { force: true });
  }
}

// Two processes may find the same stale lock. The rename succeeds for only one of them, and a lock
// that turns out to be fresh is put back.
function discardStale(file: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (lockHolder(aside) !== undefined) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
