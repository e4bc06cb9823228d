import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../places.ts';
import { contentOf, type ImageContent, type Program } from './image.ts';
import { sbomOf } from './sbom.ts';
import { withoutTypes } from './sources.ts';

/** The module that the image starts. */
export const START = 'main.mjs';
/** The list of what is in the image, for scanners. */
export const SBOM = 'sbom.cdx.json';
/** Files of packages that nothing loads: sources of TypeScript, maps, pages. Licences stay. */
const NOT_LOADED = /\.(?:[cm]?ts|map|md|markdown|flow)$/;
const LICENCE = /^(?:licen[cs]e|copying|notice)/i;
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
/** One time for all files, so that two builds of one commit are the same bytes. */
const EPOCH = new Date(0);

/**
 * Writes what the image of a program contains into an empty folder, and returns it: sources without
 * types, production packages, `main.mjs` and the SBOM. The bytes, modes and times depend on the repository
 * and package-lock.json only. Throws if a package is not installed.
 */
export function stage(program: Program, folder: string): ImageContent {
  const content = contentOf(program);
  const manifests = [...content.workspaces.values()].map((one) => `${one}/package.json`);
  for (const file of [...content.files, ...manifests, 'package.json', 'LICENSE']) {
    if (file.endsWith('.ts')) write(join(folder, file), withoutTypes(file));
    else copy(join(root, file), join(folder, file));
  }
  for (const [name, workspace] of content.workspaces) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(folder, workspace)), link);
  }
  for (const path of content.packages) copyPackage(path, folder);
  write(join(folder, START), startModule(program));
  write(join(folder, SBOM), `${JSON.stringify(sbomOf(program.name, content), null, 1)}\n`);
  settle(folder);
  return content;
}

/**
 * The module that starts a program. Its TypeScript files have no types any more, so Node loads them as
 * they are: to let it strip them would keep a compiler in the memory of every process.
 */
export function startModule({ folder, main }: Program): string {
  return `// Starts the program of this image: node ${START}, or node ${START} migrate, or
// node ${START} and a command of the app.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
    return { format: 'module', source: readFileSync(fileURLToPath(url)), shortCircuit: true };
  },
});
process.chdir(join(import.meta.dirname, '${folder}'));
await import('./${main}');
`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function copyPackage(path: string, folder: string): void {
  const home = join(root, path);
  if (!existsSync(join(home, 'package.json'))) {
    throw new Error(`${path} is not installed: run npm ci`);
  }
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const inPackage = relative(home, file);
    if (!entry.isFile() || /(?:^|\/)node_modules\//.test(inPackage)) continue;
    if (NOT_LOADED.test(entry.name) && !LICENCE.test(entry.name)) continue;
    copy(file, join(folder, path, inPackage));
  }
}

function settle(folder: string): void {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  // Deepest first, since a change inside of a folder changes its time.
  for (const path of [
    ...paths
      .map((one) => join(folder, one))
      .sort()
      .reverse(),
    folder,
  ]) {
    const found = lstatSync(path);
    if (!found.isSymbolicLink()) chmodSync(path, found.isDirectory() ? FOLDER_MODE : FILE_MODE);
    lutimesSync(path, EPOCH, EPOCH);
  }
}
