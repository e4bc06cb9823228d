import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FILE_BYTES = 4 * 1024 * 1024;
const WRITES = 50;
const WRITE_BYTES = 8_192;
const TRUSTED_FACTOR = 2;

/**
 * Whether the system's count of written bytes is reliable for a directory. Some kernels count a
 * whole large folio for each rewritten page in it: 2 MB for 8 kB.
 */
export function countsWritesRightly(directory: string): boolean {
  const file = join(directory, 'write-accounting');
  const descriptor = openSync(file, 'w+');
  try {
    writeSync(descriptor, Buffer.alloc(FILE_BYTES, 1));
    fdatasyncSync(descriptor);
    const before = writtenBySelf();
    const page = Buffer.alloc(WRITE_BYTES, 2);
    for (let n = 0; n < WRITES; n++) {
      writeSync(descriptor, page, 0, WRITE_BYTES, n * WRITE_BYTES);
      fdatasyncSync(descriptor);
    }
    return writtenBySelf() - before < WRITES * WRITE_BYTES * TRUSTED_FACTOR;
  } catch {
    return false; // this system has no such counter
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
}

function writtenBySelf(): number {
  const [, bytes] = /^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'latin1')) ?? [];
  return Number(bytes);
}
