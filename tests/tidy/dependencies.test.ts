import test from 'ava';
import { readText, repositoryFiles } from './repository-files.ts';

const PAGE = 'docs/dependencies.md';

interface Package {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The package.json files of the workspaces, without those of the benchmark's contenders. */
const packages = repositoryFiles
  .filter((file) => /^(?:(?:packages|apps|simulators)\/[^/]+\/)?package\.json$/.test(file))
  .map((file) => JSON.parse(readText(file)) as Package);

/** The first cells of the table under a heading. */
function packagesUnder(heading: string): string[] {
  const section =
    readText(PAGE)
      .split(/^## /m)
      .find((text) => text.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name = '']) => name);
}

const tables = {
  dependencies: 'Packages the platform runs on',
  devDependencies: 'Packages to develop and test with',
} as const;

for (const kind of ['dependencies', 'devDependencies'] as const) {
  test(`${PAGE} explains all ${kind} and no other package`, (t) => {
    const used = new Set(packages.flatMap((one) => Object.keys(one[kind] ?? {})));
    t.deepEqual(
      packagesUnder(tables[kind]),
      [...used].sort(),
      'one row per package, sorted by name',
    );
  });
}

// A package that others install names ranges: see runtime-package.test.ts.
test('every version is exact', (t) => {
  const own = packages.filter(({ name }) => name !== 'dapr-actor-runtime');
  for (const { dependencies, devDependencies } of own) {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      t.regex(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
    }
  }
});
