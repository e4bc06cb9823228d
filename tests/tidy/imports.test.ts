import { dirname, posix } from 'node:path';
import test from 'ava';
import { readText, sourceFiles } from './repository-files.ts';

const IMPORT = /(?:from|import\()\s*'(\.{1,2}\/[^']+)'/g;
/** The only run-time imports of contracts, so that any program can load them. */
const SCHEMA_LIBRARY = /^(?:typebox$|dinero\.js\/currencies$|\.{1,2}\/)/;

/** The files that each source file imports by a relative path, including type imports. */
function importGraph(): Map<string, string[]> {
  const known = new Set(sourceFiles);
  return new Map(
    sourceFiles.map((file) => [
      file,
      [...readText(file).matchAll(IMPORT)]
        .map(([, path = '']) => posix.join(dirname(file), path))
        .filter((path) => known.has(path)),
    ]),
  );
}

/** Sets of files that import each other in a circle (Tarjan's strongly connected components). */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    const own = index.size;
    index.set(file, own);
    lowest.set(file, own);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) {
        lowest.set(file, Math.min(lowest.get(file) ?? own, lowest.get(next) ?? own));
      }
    }
    if (lowest.get(file) !== own) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.toSorted());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}

test('an import circle is found, even if only types are imported', (t) => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ]);
  t.deepEqual(circlesOf(graph), [['b', 'c']]);
});

test('no files import each other in a circle', (t) => {
  t.deepEqual(circlesOf(importGraph()), [], 'types below, rules above: move what both need');
});

test('contracts import a schema library and the table of currencies only', (t) => {
  const wrong = sourceFiles
    .filter((file) => file.startsWith('packages/contracts/src/'))
    .flatMap((file) =>
      [...readText(file).matchAll(/^(import(?! type)[^;]*from|export[^;]*from) '([^']+)'/gms)]
        .filter(([, , name = '']) => !SCHEMA_LIBRARY.test(name))
        .map(([, , name]) => `${file}: ${name}`),
    );
  t.deepEqual(wrong, [], 'types of the runtime are fine: import type');
});
