import test from 'ava';
import { loadApps } from '../../scripts/generate/apps.ts';
import { GENERATED } from '../../scripts/generate/generated.ts';
import { configurationFiles, referenceFiles } from '../../scripts/generate/index.ts';
import { readText, repositoryFiles } from './repository-files.ts';

const apps = await loadApps();
const files = new Map([...(await configurationFiles(apps)), ...(await referenceFiles(apps))]);

test('every generated file matches the declarations', (t) => {
  t.true(files.size > 10);
  for (const [file, text] of files) {
    t.true(repositoryFiles.includes(file), `${file} is missing: run npm run generate`);
    t.true(readText(file) === text, `${file} is out of date: run npm run generate`);
  }
});

test('there are no obsolete generated files', (t) => {
  const marked = repositoryFiles
    .filter((file) =>
      /^(?:components|dapr|deploy|docs\/reference|packages\/contracts\/src|terraform)\//.test(file),
    )
    .filter((file) => readText(file).includes(GENERATED));
  const left = marked.filter((file) => !files.has(file));
  t.deepEqual(left, [], 'run npm run generate');
});
