import { alertRules } from '@commerce/local-stack';
import test from 'ava';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDEN, goldenFiles } from '../../scripts/charts/golden.ts';
import {
  CHART,
  DEVELOPMENT,
  exampleInstallation,
  NAMESPACE,
  production,
  render,
  runTool,
} from '../../scripts/charts/render.ts';
import { loadApps } from '../../scripts/generate/apps.ts';
import { goTools } from '../../scripts/go-tools.ts';
import { root } from '../../scripts/places.ts';

interface Rules {
  groups: { rules: { alert: string; expr: string; for: string }[] }[];
}

function namesAndExpressions({ groups }: Rules): [string, string, string][] {
  return groups.flatMap(({ rules }) =>
    rules.map(({ alert, expr, for: lasting }): [string, string, string] => [alert, expr, lasting]),
  );
}

/** How many objects the chart that came before this one had. */
const LEAST_OBJECTS = 47;

const apps = await loadApps();
const helm = (await goTools('helm'))('helm');
const unittest = (await goTools('charts'))('helm-unittest');

for (const file of ['values-dev.yaml', 'values-prod.yaml']) {
  test(`helm lint finds nothing with ${file}`, async (t) => {
    const args = ['lint', '--strict', CHART, '--values', join(CHART, file), '--values', '-'];
    const input = JSON.stringify(exampleInstallation(apps));
    const { isGood, output } = await runTool(helm, args, { input });
    t.true(isGood, output);
  });
}

test('the suites of all templates pass', async (t) => {
  const { isGood, output } = await runTool(unittest, [CHART]);
  t.true(isGood, output);
  t.log(output.split('\n').filter((line) => /^(Tests|Test Suites):/.test(line)));
});

test('a release has at least as many objects as the chart before', async (t) => {
  for (const rendering of [DEVELOPMENT, production(apps)]) {
    const objects = await render(rendering);
    t.true(objects.length >= LEAST_OBJECTS, String(objects.length));
    const names = objects.map(({ kind, metadata: { name } }) => `${kind}/${name}`);
    t.deepEqual([...new Set(names)], names);
  }
});

test('an app renders to what is written of it', async (t) => {
  const files = await goldenFiles(apps);
  t.deepEqual(
    readdirSync(join(root, GOLDEN))
      .map((name) => join(GOLDEN, name))
      .sort(),
    [...files.keys()].sort(),
    'run npm run charts',
  );
  for (const [file, text] of files) {
    t.is(readFileSync(join(root, file), 'utf8'), text, `${file}: run npm run charts`);
  }
});

test('one machine has the alerts of a release, with the same expressions', async (t) => {
  const objects = (await render(production(apps))) as { kind: string; spec?: Rules }[];
  const release = objects.find(({ kind }) => kind === 'PrometheusRule')?.spec as Rules;
  const ofRelease = namesAndExpressions(release);
  t.true(ofRelease.length > 0);
  const file = join(root, CHART, 'files', 'alerts.yaml');
  t.deepEqual(namesAndExpressions(alertRules(file, NAMESPACE) as Rules), ofRelease);
});
