import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.ts';

/** The sources of the runtime. */
export const RUNTIME = join(root, 'packages', 'runtime');
const COMPILER = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
/** A relative import in a declaration file. The compiler rewrites its ending in JavaScript only. */
const RELATIVE_IMPORT = /((?:from|import\() ?)(["'])(\.{1,2}\/[^"']+)\.ts\2/g;

/** The blocks of the runtime: the folders that have an index. */
export function blocks(): string[] {
  return readdirSync(RUNTIME)
    .filter((name) => existsSync(join(RUNTIME, name, 'index.ts')))
    .sort();
}

/** The files under a folder whose names match, as paths within it. */
export function filesUnder(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .sort();
}

/**
 * Compiles the runtime, without its tests, into a folder: JavaScript and declarations. It is a
 * TypeScript project of its own: throws with the compiler's messages for an import from outside of
 * its folder as for any other error.
 */
export function emitRuntime(folder: string): void {
  const project = join(RUNTIME, 'tsconfig.json');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [COMPILER, '-p', project, '--outDir', folder],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the runtime does not compile:\n${stdout}${stderr}`);
  for (const file of filesUnder(folder, /\.d\.ts$/)) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll(RELATIVE_IMPORT, '$1$2$3.js$2'));
  }
}
