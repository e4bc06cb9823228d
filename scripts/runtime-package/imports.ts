import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { filesUnder } from './emit.ts';

// The import statements that the compiler writes, and `import("...")` in declarations.
const IMPORT =
  /(?:^(?:import|export) (?:(?:type )?[\w*]*(?: as \w+)?(?:, )?(?:\{[^}]*\})? from )?|\bimport\()["']([^"']+)["']/gm;

/** The names of modules that an emitted file imports. */
function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, name = '']) => name);
}

/** The package of a module's name: `@koa/router` of `@koa/router/x`. */
function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

const isOfNode = (module: string) => module.startsWith('node:');

type Ending = '.js' | '.d.ts';

/**
 * The packages that a block and its types import, directly and through other blocks; with one ending, only
 * what it loads (`.js`) or what its types name.
 */
export function packagesOf(
  block: string,
  emitted: string,
  endings: readonly Ending[] = ['.js', '.d.ts'],
): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const ending = file.endsWith('.d.ts') ? '.d.ts' : '.js';
    for (const name of importsOf(readFileSync(join(emitted, file), 'utf8'))) {
      const target = normalize(join(dirname(file), name)).replace(/\.js$/, ending);
      if (name.startsWith('.')) visit(target);
      else if (!isOfNode(name)) packages.add(packageOf(name));
    }
  };
  for (const ending of endings) visit(join(block, `index${ending}`));
  return [...packages].sort();
}

/** All packages that the emitted JavaScript and the declarations import. */
export function importedPackages(emitted: string): { code: Set<string>; types: Set<string> } {
  const packagesIn = (name: RegExp) =>
    new Set(
      filesUnder(emitted, name)
        .flatMap((file) => importsOf(readFileSync(join(emitted, file), 'utf8')))
        .filter((module) => !module.startsWith('.') && !isOfNode(module))
        .map(packageOf),
    );
  return { code: packagesIn(/\.js$/), types: packagesIn(/\.d\.ts$/) };
}
