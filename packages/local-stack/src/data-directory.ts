import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SetupError } from './errors.ts';
import { stateFile, stopLeftovers } from './launch-state.ts';
import { lockHolder, tryLock } from './lock.ts';
import { during, type Progress } from './progress.ts';

const STOPPING_TIMEOUT_MS = 40_000;
const POLL_MS = 200;

const lockFile = (dataDir: string) => join(dataDir, 'lock');
const stoppingFile = (dataDir: string) => join(dataDir, 'stopping');

/** A data directory that this process has exclusively. */
export interface ClaimedDirectory {
  /** Marks this launcher as stopping, so that the next start waits instead of failing. */
  markStopping(): void;
  release(): void;
}

/** The pid of the launcher that uses the data directory, if any. */
export function runningLauncher(dataDir: string): number | undefined {
  return lockHolder(lockFile(dataDir))?.pid;
}

/**
 * Locks the data directory, and stops the processes that a killed launcher left running there.
 * Throws SetupError if another launcher is using it; waits for one that is stopping.
 */
export async function claimDirectory(
  dataDir: string,
  progress: Progress,
): Promise<ClaimedDirectory> {
  mkdirSync(dataDir, { recursive: true });
  const release = await lockDirectory(dataDir, progress);
  try {
    await during(
      progress,
      'recovery check',
      () => stopLeftovers(stateFile(dataDir)),
      (names) =>
        names.length === 0 ? '' : `stopped processes of a killed launcher: ${names.join(', ')}`,
    );
  } catch (error) {
    release();
    throw error;
  }
  return {
    markStopping: () => writeFileSync(stoppingFile(dataDir), String(process.pid)),
    release,
  };
}

function isStopping(dataDir: string, pid: number): boolean {
  try {
    return Number(readFileSync(stoppingFile(dataDir), 'utf8')) === pid;
  } catch {
    return false;
  }
}

async function lockDirectory(dataDir: string, progress: Progress): Promise<() => void> {
  const deadline = Date.now() + STOPPING_TIMEOUT_MS;
  const step = progress.step('data directory');
  for (;;) {
    const lock = tryLock(lockFile(dataDir));
    if ('release' in lock) {
      await rm(stoppingFile(dataDir), { force: true });
      step.done(dataDir);
      return lock.release;
    }
    const { pid } = lock.heldBy;
    if (!isStopping(dataDir, pid) || Date.now() > deadline) {
      step.fail();
      throw new SetupError({
        what: 'the platform is already running',
        why: `process ${pid} is running it on ${dataDir}`,
        next: `use it as it is, or stop it with Ctrl-C in its terminal or: kill ${pid}`,
      });
    }
    step.note(`(process ${pid} is stopping)`);
    await pause(POLL_MS);
  }
}

/**
 * Deletes a data directory with its contents, after stopping the processes of a killed launcher.
 * Throws SetupError while a launcher is using it.
 */
export async function wipeDirectory(dataDir: string, progress: Progress): Promise<void> {
  if (!existsSync(dataDir)) return;
  const claimed = await claimDirectory(dataDir, progress);
  try {
    const database = join(dataDir, 'postgres');
    if (existsSync(database) && lstatSync(database).isSymbolicLink()) {
      await rm(realpathSync(database), { recursive: true, force: true });
    }
    await rm(dataDir, { recursive: true, force: true });
  } finally {
    claimed.release();
  }
}
