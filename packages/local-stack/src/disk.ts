import { mkdirSync, statfsSync } from 'node:fs';
import { SetupError } from './errors.ts';

const GIB = 1024 ** 3;

/** Throws SetupError if the disk of a directory has less free space than needed (bytes). */
export function assertDiskSpace(directory: string, bytes: number, purpose: string): void {
  mkdirSync(directory, { recursive: true });
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new SetupError({
    what: `not enough disk space to ${purpose}`,
    why: `${directory} has ${(free / GIB).toFixed(1)} GB left, ${bytes / GIB} GB are needed`,
    next: `free some space on the disk of ${directory}`,
  });
}

export const gib = (count: number): number => count * GIB;
