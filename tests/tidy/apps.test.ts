import { dirname, posix } from 'node:path';
import { appNames } from '@commerce/contracts/apps';
import test from 'ava';
import { loadApps } from '../../scripts/generate/apps.ts';
import { foldersOf, linesMatching, readText, repositoryFiles } from './repository-files.ts';

const APP_FILES = ['README.md', 'package.json', 'src/app.ts', 'src/deps.ts'];
/** The declaration of an app fits on one screen. */
const MAX_DECLARATION_LINES = 120;
/** What the import rules of oxlint cannot see in a domain file. */
const IMPURE = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\basync\b|\bawait\b|\bconsole\./;
/** Folders whose files must be reachable from the declaration: otherwise they are dead. */
const DECLARED_FOLDERS = ['routes', 'handlers', 'actors', 'sagas', 'sweeps', 'use-cases'];
const USE_CASE = /^[a-z]+(?:-[a-z]+)+\.ts$/;
const SQL = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^'"`]*\b(?:FROM|VALUES|SET|WHERE)\b/;

const apps = await loadApps();

function sourcesOf(folder: string): string[] {
  return repositoryFiles.filter(
    (file) => file.startsWith(`${folder}/`) && file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
}

/** The files that a file imports by a relative path. */
function importsOf(file: string): string[] {
  return [...readText(file).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) =>
    posix.join(dirname(file), path ?? ''),
  );
}

function reachableFrom(file: string): Set<string> {
  const reached = new Set([file]);
  // The iteration of a Set also visits elements that are added meanwhile.
  for (const one of reached) {
    for (const next of importsOf(one)) if (repositoryFiles.includes(next)) reached.add(next);
  }
  return reached;
}

test('the list of apps has every folder of apps and no other', (t) => {
  t.deepEqual(foldersOf('apps').sort(), [...appNames].sort(), 'packages/contracts/src/apps.ts');
});

for (const app of appNames) {
  const folder = `apps/${app}`;

  test(`${app} has the files of an app`, (t) => {
    const missing = APP_FILES.filter((file) => !repositoryFiles.includes(`${folder}/${file}`));
    t.deepEqual(missing, [], 'every app has these files: see apps/catalog');
    const { name } = JSON.parse(readText(`${folder}/package.json`)) as { name: string };
    t.is(name, `@commerce/${app}`);
    t.true(apps.some((one) => one.name === app));
  });

  test(`${app} is declared on one screen`, (t) => {
    const lines = readText(`${folder}/src/app.ts`).trimEnd().split('\n').length;
    t.true(
      lines <= MAX_DECLARATION_LINES,
      `${lines} lines: move rules and use cases out of app.ts`,
    );
  });

  test(`${app} imports no other app`, (t) => {
    const others = appNames.filter((one) => one !== app).join('|');
    const pattern = new RegExp(`from '(?:@commerce/(?:${others})[/']|.*/apps/)`);
    const wrong = linesMatching(sourcesOf(`${folder}/src`), pattern);
    t.deepEqual(wrong, [], 'apps share packages/contracts, never code');
  });

  test(`${app} has a domain without clock, randomness or waiting`, (t) => {
    const wrong = linesMatching(sourcesOf(`${folder}/src/domain`), IMPURE);
    t.deepEqual(wrong, [], 'pass the time and new ids in with the command');
  });

  test(`${app} declares every route, handler, actor, saga, sweep and use case`, (t) => {
    const reached = reachableFrom(`${folder}/src/app.ts`);
    const dead = DECLARED_FOLDERS.flatMap((name) => sourcesOf(`${folder}/src/${name}`)).filter(
      (file) => !reached.has(file),
    );
    t.deepEqual(dead, [], 'app.ts does not reach it: declare it, or remove it');
  });

  test(`${app} names its use cases by verb and object, and keeps SQL in store`, (t) => {
    const useCases = sourcesOf(`${folder}/src/use-cases`).map((file) => posix.basename(file));
    t.deepEqual(
      useCases.filter((name) => !USE_CASE.test(name)),
      [],
    );
    const others = sourcesOf(`${folder}/src`).filter(
      (file) => !/\/src\/(?:store|migrations)\//.test(file),
    );
    t.deepEqual(linesMatching(others, SQL), [], 'SQL is in store/');
  });
}
