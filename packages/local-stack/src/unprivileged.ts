import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

const CANDIDATES = ['postgres', 'nobody'];
// Outside all home directories, so that the unprivileged user can reach it.
const PUBLIC_HOME = '/var/lib/dapr-commerce';
const OTHERS_EXECUTE = 0o001;

export interface User {
  uid: number;
  gid: number;
}

/**
 * The user to run PostgreSQL as, because it refuses root; undefined if this process is not root.
 */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const [, , uid, gid] = accounts.find(([account]) => account === name) ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`this system has none of the users ${CANDIDATES.join(', ')}`);
}

/** Whether every user can enter the path and all folders above it. */
export function isReachableByAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & OTHERS_EXECUTE) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** The folder itself, or a copy of it that every user can reach. */
export function reachableCopy(directory: string, name: string): string {
  if (isReachableByAll(directory)) return directory;
  const copy = join(PUBLIC_HOME, name);
  if (existsSync(copy)) return copy;
  makePublicHome();
  const temporary = `${copy}.${process.pid}`;
  cpSync(directory, temporary, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(temporary, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
    rmSync(temporary, { recursive: true }); // another start was first
  }
  return copy;
}

/** Where to put a folder for the unprivileged user: the given place, or a reachable one. */
export function reachablePlace(directory: string): string {
  if (isReachableByAll(dirname(directory))) return directory;
  makePublicHome();
  const id = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  return join(PUBLIC_HOME, `${basename(directory)}-${id}`);
}

function makePublicHome(): void {
  mkdirSync(PUBLIC_HOME, { recursive: true });
  chmodSync(PUBLIC_HOME, 0o755);
}

/** Creates a folder that only the user can access. */
export function makeOwnedDirectory(directory: string, user: User | undefined): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(directory, user.uid, user.gid);
}
