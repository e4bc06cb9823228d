import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import test from 'ava';
import { blocks, emitRuntime } from '../../scripts/runtime-package/emit.ts';
import { importedPackages, packagesOf } from '../../scripts/runtime-package/imports.ts';
import { sourceManifest } from '../../scripts/runtime-package/stage.ts';
import { readText, repositoryFiles, root } from './repository-files.ts';

const HOME = 'packages/runtime/';
const README = `${HOME}README.md`;

/** The versions that the tests run with. */
const pinned = (() => {
  const { dependencies, devDependencies } = JSON.parse(readText('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  return { ...dependencies, ...devDependencies };
})();

// Fails if the runtime imports from outside of its folder.
const emitted = mkdtempSync(join(tmpdir(), 'runtime-tidy-'));
emitRuntime(emitted);
test.after.always(() => rmSync(emitted, { recursive: true, force: true }));

const { dependencies, peerDependencies, peerDependenciesMeta } = sourceManifest();
const declared = { ...dependencies, ...peerDependencies };

test('the runtime declares the packages that it imports and no others', (t) => {
  const { code, types } = importedPackages(emitted);
  const withoutOwnTypes = [...types].filter((name) =>
    existsSync(join(root, 'node_modules', '@types', name)),
  );
  const typings = ['node', ...withoutOwnTypes].map((name) => `@types/${name}`);
  const used = new Set([...code, ...types, ...typings]);
  t.deepEqual(
    Object.keys(declared).toSorted(),
    [...used].toSorted(),
    `a dependency if most blocks load it, else an optional peer dependency, in ${HOME}package.json`,
  );
});

test('a package is a dependency or an optional peer dependency', (t) => {
  const peers = Object.keys(peerDependencies);
  t.deepEqual(
    peers.filter((name) => Object.hasOwn(dependencies, name)),
    [],
  );
  t.deepEqual(
    peerDependenciesMeta,
    Object.fromEntries(peers.map((name) => [name, { optional: true }])),
  );
});

test('a package is accepted from the version on that the tests run with', (t) => {
  for (const [name, range] of Object.entries(declared)) t.is(range, `^${pinned[name]}`, name);
});

test('the README of the runtime says of every block what to install', (t) => {
  const rows = [
    ...readText(README).matchAll(/^\| \[([\w-]+)\]\(\1\/README\.md\) +\|[^|]+\|([^|]*)\|$/gm),
  ];
  const listed = rows.map(([, name, cell = '']) => `${name}: ${cell.trim()}`);
  const expected = blocks().map((block) => {
    const peers = packagesOf(block, emitted).filter((name) =>
      Object.hasOwn(peerDependencies, name),
    );
    return `${block}: ${peers.map((name) => `\`${name}\``).join(', ')}`;
  });
  t.deepEqual(listed, expected, `one row of its table for each block, sorted, in ${README}`);
});

test('what answers the sidecar on a server of node:http loads no web framework', (t) => {
  for (const block of ['actors', 'server', 'sidecar', 'streams', 'subscriber', 'saga']) {
    const framework = packagesOf(block, emitted, ['.js']).filter((name) => name.includes('koa'));
    t.deepEqual(framework, [], block);
  }
});

test('no page of the runtime links out of its package', (t) => {
  const pages = repositoryFiles.filter((file) => file.startsWith(HOME) && file.endsWith('.md'));
  const wrong = pages.flatMap((page) =>
    [...readText(page).matchAll(/\]\(<?(?!\w+:)([^)>#\s]+)/g)]
      .filter(([, path = '']) => !`${normalize(join(dirname(page), path))}/`.startsWith(HOME))
      .map(([, path]) => `${page}: ${path}`),
  );
  t.true(pages.length > blocks().length);
  t.deepEqual(wrong, [], 'the package is published without the rest of the repository');
});
