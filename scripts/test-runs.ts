import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { InvalidArgumentError } from 'commander';
import { type TestCount, createAvaReader } from './ava-output.ts';
import { root } from './places.ts';

/** A run of ava over some files. */
export interface TestRun {
  title: string;
  files: string[];
  /** How many files run at once: one for runs that start processes of the platform. */
  concurrency: number;
  /** Whether the lines that it runs count as covered, with `--coverage`. */
  isMeasured?: boolean;
}

const AVA = join(root, 'node_modules/ava/entrypoints/cli.js');
/** Lines of ava's error output in the report of a crashed run. */
const MAX_ERROR_LINES = 30;
const NOT_SEARCHED = ['**/node_modules/**'];

function find(patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, exclude: NOT_SEARCHED }).sort();
}

/** What depends on how the sidecar stores and delivers: run on the accelerated components too. */
const ACCELERATED_LANE = [
  'tests/integration/runtime/*.test.ts',
  'tests/e2e/{place-order,cancel-order,crash,lost-event,any-process-dies}.test.ts',
];

/** Tests of the apps use the platform that `npm test` started; the others start what they need. */
const APART = ['tests/integration/{runtime,local-stack}/**/*.test.ts'];

/** The runs on the accelerated components. */
export function acceleratedRuns(): TestRun[][] {
  return [[{ title: 'accelerated', files: find(ACCELERATED_LANE), concurrency: 1 }]];
}

/** The runs of the whole suite, stage by stage: those of one stage run side by side. */
export function allRuns(): TestRun[][] {
  const unit = find([
    '{apps,packages,simulators,scripts,bench,examples}/**/*.test.ts',
    'tests/tidy/**/*.test.ts',
  ]);
  const apart = find(APART);
  const ofApps = find(['tests/integration/**/*.test.ts']).filter((file) => !apart.includes(file));
  const stages = [
    [
      { title: 'unit', files: unit, concurrency: 2, isMeasured: true },
      // Builds its programs once for a machine, meanwhile.
      { title: 'charts', files: find(['tests/charts/**/*.test.ts']), concurrency: 1 },
    ],
    [
      { title: 'integration', files: ofApps, concurrency: 1, isMeasured: true },
      {
        title: 'runtime and local set',
        files: [...apart, ...find(['tests/conformance/**/*.test.ts'])],
        concurrency: 1,
        isMeasured: true,
      },
    ],
    [{ title: 'end to end', files: find(['tests/e2e/**/*.test.ts']), concurrency: 1 }],
    // These check what all the other tests have left behind.
    [{ title: 'last', files: find(['tests/last/**/*.test.ts']), concurrency: 1 }],
  ];
  return stages
    .map((runs) => runs.filter(({ files }) => files.length > 0))
    .filter((runs) => runs.length > 0);
}

/**
 * Adds a pattern from the command line to the ones before it. Refuses a pattern without files: a run
 * of the others would pass without the tests that were asked for.
 */
export function readPattern(pattern: string, earlier: string[] = []): string[] {
  if (find([pattern]).length > 0) return [...earlier, pattern];
  throw new InvalidArgumentError('No test file matches it.');
}

/** One run over the files that match the patterns. */
export function chosenRun(patterns: string[]): TestRun {
  return { title: 'chosen', files: find(patterns), concurrency: 1, isMeasured: true };
}

/** The result of a run, with a line for each failure. */
export interface RunResult extends TestCount {
  failures: string[];
}

/** How ava is started for a run. */
interface RunOptions {
  env: Record<string, string>;
  signal: AbortSignal;
  /** The folder of the files; by default the repository. */
  cwd?: string;
  /** Receives ava's output, line by line; by default prints it. */
  print?: (line: string) => void;
}

/**
 * Runs ava and prints each result immediately. A run that exits with an error but no failed test,
 * or has no test at all, counts as one failure, reported with the last lines of ava's error output:
 * some uncaught errors crash ava and appear only there. Ends ava when the signal aborts.
 */
export async function runTests(
  run: TestRun,
  { env, signal, cwd = root, print = console.log }: RunOptions,
): Promise<RunResult> {
  print(`\n${run.title} tests (${run.files.length} files)`);
  const concurrency = ['--concurrency', String(run.concurrency)];
  const serial = run.concurrency === 1 ? ['--serial'] : [];
  const args = [AVA, '--no-color', ...concurrency, ...serial, ...run.files];
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  const reader = createAvaReader();
  createInterface({ input: child.stdout }).on('line', (line) => {
    print(line);
    reader.read(line);
  });
  const lastErrorLines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    print(line);
    lastErrorLines.push(line);
    if (lastErrorLines.length > MAX_ERROR_LINES) lastErrorLines.shift();
  });
  const [code, killedBy] = (await once(child, 'close')) as [number | null, string | null];
  signal.removeEventListener('abort', end);
  const { passed, failed } = reader.count();
  const failures = reader.failures();
  if (failed > 0 || (code === 0 && passed > 0)) return { passed, failed, failures };
  const how = `✘ ended with ${killedBy ?? `code ${code}`} after ${passed} tests`;
  print(`  ${how}`);
  const report = [how, `the last was: ${reader.lastPassed() || 'none'}`, ...lastErrorLines];
  return { passed, failed: 1, failures: [report.join('\n    ')] };
}
