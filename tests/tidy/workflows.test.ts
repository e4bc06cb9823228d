import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, matchesGlob } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { goTools } from '../../scripts/go-tools.ts';
import { readText, repositoryFiles, root } from './repository-files.ts';
import { stepFaults, stepsOf, usedActions, workflowFaults } from './workflow-rules.ts';

const workflows = repositoryFiles.filter((file) => /^\.github\/workflows\/.+\.yml$/.test(file));
const actions = repositoryFiles.filter((file) => /^\.github\/actions\/.+\.yml$/.test(file));
const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
const scriptNames = new Set(Object.keys(scripts));

/** A workflow that keeps all rules. */
const SOUND = `
on: push
permissions: {}
concurrency: { group: sound }
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { persist-credentials: false }
      - uses: ./.github/actions/setup
        with: { cache: 'false' }
      - run: npm run verify
`;
/** One change of it for each rule, and what must be said of it. */
const FAULTS: [from: string, to: string, said: RegExp][] = [
  ['on: push', 'on: pull_request_target', /pull_request_target/],
  ['on: push', 'on: [push, pull_request_target]', /pull_request_target/],
  ['on: push', 'on: { pull_request_target: {} }', /pull_request_target/],
  ['permissions: {}', 'permissions: read-all', /begin with permissions/],
  ['concurrency: { group: sound }\n', '', /no concurrency/],
  ['    timeout-minutes: 10\n', '', /timeout-minutes/],
  ['timeout-minutes: 10', 'timeout-minutes: 360', /timeout-minutes/],
  ['    permissions: { contents: write }\n', '', /permissions are not listed/],
  ['permissions: { contents: write }', 'permissions: write-all', /permissions are not listed/],
  ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7', /digest/],
  [' # v7.0.1', '', /comment with its version/],
  [' # v7.0.1', ' # v7', /comment with its version/],
  ['persist-credentials: false', 'fetch-depth: 0', /credentials/],
  ["        with: { cache: 'false' }\n", '', /cache/],
  ['npm run verify', 'npm run verifiy', /no script/],
  ['npm run verify', 'echo ${{ github.head_ref }}', /expression/],
  ['run: npm run verify', 'run: |\n          npm ci\n          npm test', /one line/],
];

test('every workflow and action keeps the rules', (t) => {
  t.true(workflows.length > 0 && actions.length > 0);
  for (const file of workflows) t.deepEqual(workflowFaults(readText(file), scriptNames), [], file);
  for (const file of actions) t.deepEqual(stepFaults(readText(file), scriptNames), [], file);
});

test('each rule finds its fault, and no other', (t) => {
  t.deepEqual(workflowFaults(SOUND, scriptNames), []);
  for (const [from, to, said] of FAULTS) {
    t.true(SOUND.includes(from), from);
    const faults = workflowFaults(SOUND.replace(from, to), scriptNames);
    t.is(faults.length, 1, `${to}: ${faults.join(', ')}`);
    t.regex(faults[0] ?? '', said);
  }
});

test('an action has one digest and one version everywhere', (t) => {
  const versions = new Map<string, Set<string>>();
  for (const { action, comment } of [...workflows, ...actions].map(readText).flatMap(usedActions)) {
    const [repository = ''] = /^[\w.-]+\/[\w.-]+/.exec(action) ?? [];
    const known = versions.get(repository) ?? new Set();
    versions.set(repository, known.add(`${action.split('@')[1]}${comment}`));
  }
  for (const [repository, known] of versions) t.is(known.size, 1, repository);
});

test('what only a workflow needs is a file of the repository', (t) => {
  const files = [...workflows, ...actions].map(readText).flatMap(stepsOf);
  const local = files.flatMap(({ uses = '' }) => (uses.startsWith('./') ? [uses.slice(2)] : []));
  for (const path of local) t.true(repositoryFiles.includes(`${path}/action.yml`), path);
});

test('actionlint has nothing to say, and says so of a fault', async (t) => {
  const actionlint = (await goTools('workflows'))('actionlint');
  const lint = (files: string[]) =>
    spawnSync(actionlint, ['-no-color', ...files], { cwd: root, encoding: 'utf8' });
  const own = lint(workflows);
  t.is(own.status, 0, own.stdout + own.stderr);
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-workflow-'));
  t.teardown(() => rmSync(scratch, { recursive: true }));
  const faulty = join(scratch, 'faulty.yml');
  writeFileSync(
    faulty,
    `${SOUND}      - run: echo "$A"\n        env: { A: '\${{ steps.none.id }}' }\n`,
  );
  t.regex(lint([faulty]).stdout, /"none" is not defined/);
});

/** A module of Go without code stands in for one that cannot be had; it pins nothing. */
function isEmptyModule(file: string): boolean {
  return basename(file) === 'go.mod' && !/^require/m.test(readText(file));
}

test('updates are proposed for everything that is pinned', (t) => {
  const { updates } = parse(readText('.github/dependabot.yml')) as {
    updates: { 'package-ecosystem': string; directories: string[] }[];
  };
  /** Whether updates of an ecosystem look into the folder of a file. */
  const covers = (ecosystem: string, file: string) =>
    updates
      .filter((one) => one['package-ecosystem'] === ecosystem)
      .flatMap(({ directories }) => directories)
      .some((one) => matchesGlob(join('/', dirname(file)), one));
  const pinned: [string, RegExp][] = [
    ['gomod', /(?:^|\/)go\.mod$/],
    ['npm', /^package-lock\.json$/],
    ['docker', /(?:^|\/)Dockerfile$/],
    ['github-actions', /^\.github\/actions\/[^/]+\/action\.yml$/],
  ];
  for (const [ecosystem, name] of pinned) {
    const files = repositoryFiles.filter(
      (file) => name.test(file) && !file.startsWith('bench/') && !isEmptyModule(file),
    );
    t.true(files.length > 0, ecosystem);
    for (const file of files) t.true(covers(ecosystem, file), `${ecosystem}: ${file}`);
  }
  t.true(covers('github-actions', 'README.md'), 'the workflows');
});
