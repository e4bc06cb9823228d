import { dirname, join, posix } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { foldersOf, linesMatching, readText, repositoryFiles } from './repository-files.ts';

const APP_FILES = ['README.md', 'package.json', 'src/main.ts', 'src/app.ts', 'src/config.ts'];
const MAX_MAIN_LINES = 80;
/** What the import rules of oxlint cannot detect in a domain file. */
const IMPURE = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\basync\b|\bawait\b|\bconsole\./;

const apps = foldersOf('apps');

function sourcesOf(folder: string): string[] {
  return repositoryFiles.filter(
    (file) => file.startsWith(`${folder}/`) && file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
}

/** The files that a file imports by a relative path. */
function importsOf(file: string): string[] {
  return [...readText(file).matchAll(/from '(\.[^']+)'/g)].map(([, path]) =>
    posix.join(dirname(file), path ?? ''),
  );
}

test('there are apps', (t) => {
  t.true(apps.includes('order'));
});

for (const app of apps) {
  const folder = `apps/${app}`;

  test(`${app} has the rooms of an app`, (t) => {
    const missing = APP_FILES.filter((file) => !repositoryFiles.includes(`${folder}/${file}`));
    t.deepEqual(missing, [], `every app has these files: see apps/order`);
    const { name } = JSON.parse(readText(`${folder}/package.json`)) as { name: string };
    t.is(name, `@commerce/${app}`);
  });

  test(`${app} is started by the run file`, (t) => {
    const { apps: listed } = parse(readText('dapr/dapr.yaml')) as {
      apps: { appID: string; appDirPath: string }[];
    };
    const entry = listed.find(({ appID }) => appID === app);
    t.is(entry?.appDirPath, `../apps/${app}`, `add the app ${app} to dapr/dapr.yaml`);
  });

  test(`${app} has a main that only composes`, (t) => {
    const lines = readText(`${folder}/src/main.ts`).trimEnd().split('\n').length;
    t.true(lines <= MAX_MAIN_LINES, `${lines} lines: move rules and wiring into app.ts`);
  });

  test(`${app} imports no other app`, (t) => {
    const others = apps.filter((one) => one !== app).join('|');
    const pattern = new RegExp(`from '(?:@commerce/(?:${others})[/']|.*/apps/)`);
    const wrong = linesMatching(sourcesOf(`${folder}/src`), pattern);
    t.deepEqual(wrong, [], 'apps share only @commerce/contracts');
  });

  test(`${app} has a domain without clock, randomness or waiting`, (t) => {
    const wrong = linesMatching(sourcesOf(`${folder}/src/domain`), IMPURE);
    t.deepEqual(wrong, [], 'pass the time and new ids in with the command');
  });

  test(`${app} lists every file that answers requests`, (t) => {
    const listed = new Set(
      [`${folder}/src/routes/index.ts`, `${folder}/src/app.ts`]
        .filter((file) => repositoryFiles.includes(file))
        .flatMap(importsOf),
    );
    const wrong = sourcesOf(`${folder}/src/routes`)
      .filter((file) => /\bctx\.(?:body|status) =/.test(readText(file)))
      .filter((file) => !listed.has(file));
    t.deepEqual(wrong, [], 'add the route to routes/index.ts');
  });

  test(`${app} lists every handler`, (t) => {
    const index = `${folder}/src/handlers/index.ts`;
    const handlers = sourcesOf(`${folder}/src/handlers`).filter((file) => file !== index);
    const listed = repositoryFiles.includes(index) ? importsOf(index) : [];
    const wrong = handlers.filter((file) => !listed.includes(file));
    t.deepEqual(wrong, [], 'add the handler to handlers/index.ts');
  });
}

test('every app of the run file is in apps', (t) => {
  const { apps: listed } = parse(readText('dapr/dapr.yaml')) as { apps: { appID: string }[] };
  const ids = listed.map(({ appID }) => appID).sort();
  t.deepEqual(ids, [...apps].sort(), `take it out of ${join('dapr', 'dapr.yaml')}`);
});
