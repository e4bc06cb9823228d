import { chmod, chown, copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * Copies what is in a folder, with owners and modes, also while programs write there: a file that goes away
 * meanwhile is left out. `leaves` says by its path in the folder what is not copied. Returns the bytes.
 */
export async function copyFolder(
  from: string,
  to: string,
  leaves: (path: string) => boolean = () => false,
): Promise<number> {
  await mkdir(to, { recursive: true });
  await keepOwner(from, to);
  let bytes = 0;
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const source = join(entry.parentPath, entry.name);
    const path = relative(from, source);
    if (leaves(path)) continue;
    const target = join(to, path);
    try {
      if (entry.isDirectory()) await mkdir(target, { recursive: true });
      else if (entry.isFile()) await copyFile(source, target);
      else continue;
      await keepOwner(source, target);
      if (entry.isFile()) bytes += (await stat(target)).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return bytes;
}

/** Gives a file the owner and the mode of another one. */
export async function keepOwner(of: string, file: string): Promise<void> {
  const { uid, gid, mode } = await stat(of);
  await chown(file, uid, gid);
  await chmod(file, mode);
}

/** Deletes what is in a folder; the folder stays. */
export async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    // A program can still write there.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10 });
  }
}
