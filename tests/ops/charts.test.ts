import test from 'ava';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, parse, stringify } from 'yaml';
import { documentedDapr } from '../../scripts/charts/dapr.ts';
import {
  type Fault,
  faultsOfDapr,
  faultsOfDockerfile,
  faultsOfRelease,
  POLICIES,
  policiesIn,
} from '../../scripts/charts/policies.ts';
import {
  type ClusterObject,
  DEVELOPMENT,
  production,
  render,
  runTool,
} from '../../scripts/charts/render.ts';
import { loadApps } from '../../scripts/generate/apps.ts';
import { goTools } from '../../scripts/go-tools.ts';
import { root } from '../../scripts/places.ts';

/** One thing that a policy must catch. */
interface Case {
  what: string;
  render?: 'development';
  /** Kind and name of the object that is changed. */
  in?: string;
  /** Where, as keys; without it the whole object. */
  path?: string;
  /** What is written there; without it, what is there is removed. */
  value?: unknown;
  add?: ClusterObject;
  /** A part of a Dockerfile, and what replaces it. */
  replace?: string;
  by?: string;
}

const FOLDERS = ['chart', 'production', 'dapr', 'dockerfile'];
const CASES = parse(read('tests/charts/policy-cases.yaml')) as Record<string, Case[]>;
const ALERT_CASES = join(root, 'tests/charts/alerts.promtool.yaml');

const apps = await loadApps();
const inProduction = await render(production(apps));
const inDevelopment = await render(DEVELOPMENT);
const dapr = await documentedDapr();
const dockerfile = read('Dockerfile');

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function patched(objects: readonly ClusterObject[], one: Case): ClusterObject[] {
  if (one.add !== undefined) return [...objects, one.add];
  const changed = objects.flatMap((object) => {
    if (`${object.kind}/${object.metadata.name}` !== one.in) return [object];
    if (one.path === undefined) return [];
    const document = new Document(structuredClone(object));
    const path = one.path.split(' ');
    if (one.value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(one.value));
    return [document.toJS() as ClusterObject];
  });
  if (JSON.stringify(changed) === JSON.stringify(objects))
    throw new Error(`no ${one.in}: ${one.path}`);
  return changed;
}

function faultsOf(policy: string, one: Case): Promise<Fault[]> {
  const [folder] = policy.split('.');
  if (folder === 'dockerfile') {
    const text = dockerfile.replace(one.replace ?? '', () => one.by ?? '');
    if (text === dockerfile) throw new Error(`the Dockerfile has no ${one.replace}`);
    return faultsOfDockerfile(text);
  }
  if (folder === 'dapr') return faultsOfDapr(patched(dapr, one));
  const isProduction = one.render !== 'development';
  const objects = patched(isProduction ? inProduction : inDevelopment, one);
  return faultsOfRelease(objects, { isProduction });
}

test('a release in production and one in development, Dapr as it is documented, and the Dockerfile keep all policies', async (t) => {
  t.deepEqual(await faultsOfRelease(inProduction, { isProduction: true }), []);
  t.deepEqual(await faultsOfRelease(inDevelopment, { isProduction: false }), []);
  t.deepEqual(await faultsOfDapr(dapr), []);
  t.deepEqual(await faultsOfDockerfile(dockerfile), []);
});

test('a release without anything optional keeps all policies', async (t) => {
  const objects = await render({ ...production(apps), apis: [] });
  t.deepEqual(await faultsOfRelease(objects, { isProduction: true }), []);
});

/** What the policies said of the cases, by policy; serial tests run in their order. */
const caught = new Map<string, string[]>();

for (const [policy, cases] of Object.entries(CASES)) {
  for (const one of cases) {
    test.serial(`${policy} catches ${one.what}`, async (t) => {
      const faults = await faultsOf(policy, one);
      const own = faults.filter((fault) => fault.policy === policy);
      t.not(own.length, 0, JSON.stringify(faults));
      caught.set(policy, [...(caught.get(policy) ?? []), ...own.map(({ message }) => message)]);
    });
  }
}

/** The words of the rules of a policy, as patterns. */
function messagesOf(policy: string): RegExp[] {
  const text = read(join(POLICIES, `${policy.replace('.', '/')}.rego`));
  const words = [...text.matchAll(/^\tmsg := (?:sprintf\()?("(?:[^"\\]|\\.)*")/gm)];
  return words.map(([, literal = '']) => {
    const escaped = (JSON.parse(literal) as string).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return new RegExp(`^${escaped.replaceAll(/%[svd]/g, '.+').replaceAll('%%', '%')}$`);
  });
}

test.serial('every rule of every policy has a case that it catches', (t) => {
  const policies = FOLDERS.flatMap(policiesIn);
  t.deepEqual(Object.keys(CASES).sort(), policies.toSorted());
  for (const policy of policies) {
    const messages = messagesOf(policy);
    t.not(messages.length, 0, policy);
    for (const message of messages) {
      const found = caught.get(policy) ?? [];
      t.true(
        found.some((one) => message.test(one)),
        `${policy}: ${message.source}`,
      );
    }
  }
});

test('policies have the format of Rego', async (t) => {
  const conftest = (await goTools('conftest'))('conftest');
  const { isGood, output } = await runTool(conftest, ['fmt', '--check', POLICIES]);
  t.true(isGood, output);
});

/** Runs the cases of the alerts on the rules of the release, changed. */
async function promtool(change: (rules: string) => string) {
  const program = (await goTools('prometheus'))('promtool');
  const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
  try {
    const rules = inProduction.find(({ kind }) => kind === 'PrometheusRule');
    writeFileSync(join(folder, 'rules.yaml'), change(stringify(rules?.['spec'])));
    copyFileSync(ALERT_CASES, join(folder, 'cases.yaml'));
    const checked = await runTool(program, ['check', 'rules', join(folder, 'rules.yaml')]);
    if (!checked.isGood) return checked;
    return await runTool(program, ['test', 'rules', join(folder, 'cases.yaml')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every alert fires when it must, and does not when it must not', async (t) => {
  const { isGood, output } = await promtool((rules) => rules);
  t.true(isGood, output);
});

test('a limit of an alert that somebody raises is noticed', async (t) => {
  const { isGood, output } = await promtool((rules) => rules.replace('> 300', '> 3000'));
  t.false(isGood);
  t.regex(output, /SagaIsStuck/);
});
