import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { root } from '../places.ts';

/** What a program loads: files of the repository, and packages of npm by name; both sorted. */
export interface Loaded {
  files: string[];
  packages: string[];
}

/** An import of a module, not of types only: prettier begins each one at the start of a line. */
const IMPORT = /^(?:import|export)\b(?! type\b)(?:[^'";]*?\bfrom)?\s*'([^']+)';/gm;
const DYNAMIC_IMPORT = /\bawait import\('([^']+)'\)/g;
const REQUIRE = /\bcreateRequire\(import\.meta\.url\)\(\s*'([^']+)'/g;
/** A path to a file of a package that is not loaded as a module. */
const RESOLVE = /\bimport\.meta\.resolve\('([^']+)'\)/g;
/** A file that is read, beside the module that reads it. */
const ASSET = /\bjoin\(import\.meta\.dirname, '([^']+)'\)/g;
/** What leads to something that cannot be known without running the program. */
const UNKNOWN = /\bawait import\((?!')|\bimport\.meta\b/g;
/** The module that loads an app: the file of that app is an entry of its own. */
const LOADERS = ['packages/runtime/app/main.ts', 'packages/runtime/migrations/index.ts'];

/** The JavaScript of a TypeScript source: the same lines and columns, without types. */
export function withoutTypes(file: string): string {
  return stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'));
}

/** The package of a module's name: `@koa/router` of `@koa/router/x`. */
function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/**
 * Follows the imports of entry files. Imports of types only do not count. `workspaces` are the folders
 * of the repository's own packages by name. Throws for what it cannot follow: a module
 * whose name is computed, or a use of `import.meta` that it does not know.
 */
export function loadedBy(
  entries: readonly string[],
  workspaces: ReadonlyMap<string, string>,
): Loaded {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.ts')) return;
    const text = readFileSync(join(root, file), 'utf8');
    assertFollowed(file, text);
    for (const module of modulesOf(text)) {
      if (module.startsWith('node:')) continue;
      if (module.startsWith('.')) visit(normalize(join(dirname(file), module)));
      else {
        const name = packageOf(module);
        const workspace = workspaces.get(name);
        if (workspace === undefined) packages.add(name);
        else visit(exportedFile(workspace, `.${module.slice(name.length)}`));
      }
    }
    for (const [, asset = ''] of text.matchAll(ASSET)) {
      files.add(normalize(join(dirname(file), asset)));
    }
  };
  for (const entry of entries) visit(entry);
  return { files: [...files].sort(), packages: [...packages].sort() };
}

function modulesOf(text: string): string[] {
  return [IMPORT, DYNAMIC_IMPORT, REQUIRE, RESOLVE].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, module = '']) => module),
  );
}

function assertFollowed(file: string, text: string): void {
  if (LOADERS.includes(file)) return;
  const rest = [REQUIRE, RESOLVE, ASSET].reduce((left, known) => left.replaceAll(known, ''), text);
  const [unknown] = rest.match(UNKNOWN) ?? [];
  if (unknown === undefined) return;
  throw new Error(
    `${file} has a use of ${unknown} that the image of an app would miss: teach it to scripts/images/sources.ts`,
  );
}

/** The file that a workspace exports under a subpath: one pattern with `*`, or the subpath itself. */
function exportedFile(workspace: string, subpath: string): string {
  const text = readFileSync(join(root, workspace, 'package.json'), 'utf8');
  const { exports } = JSON.parse(text) as { exports: Record<string, string> };
  const exact = exports[subpath];
  if (exact !== undefined) return normalize(join(workspace, exact));
  const pattern = exports['./*'];
  if (pattern === undefined) throw new Error(`${workspace} does not export ${subpath}`);
  return normalize(join(workspace, pattern.replaceAll('*', subpath.slice(2))));
}
