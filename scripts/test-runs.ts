import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestCount, createAvaReader } from './ava-output.ts';
import { root } from './places.ts';

/** A run of ava over some files. */
export interface TestRun {
  title: string;
  files: string[];
  /** Files at a time. Runs against the one shared stack take one. */
  concurrency: number;
}

const AVA = join(root, 'node_modules/ava/entrypoints/cli.js');
/** Lines of ava's error output that are told of a run that died. */
const MAX_LAST_WORDS = 30;
const NOT_SEARCHED = ['**/node_modules/**'];

function find(patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, exclude: NOT_SEARCHED }).sort();
}

/** The runs of the whole suite; a folder without tests gives no run. */
export function allRuns(): TestRun[] {
  const unit = find([
    '{apps,packages,simulators,scripts,bench}/**/*.test.ts',
    'tests/tidy/**/*.test.ts',
  ]);
  const runs = [
    { title: 'unit', files: unit, concurrency: 2 },
    { title: 'integration', files: find(['tests/integration/**/*.test.ts']), concurrency: 1 },
    { title: 'end to end', files: find(['tests/e2e/**/*.test.ts']), concurrency: 1 },
    // They judge what all the others have left behind.
    { title: 'last', files: find(['tests/last/**/*.test.ts']), concurrency: 1 },
  ];
  return runs.filter(({ files }) => files.length > 0);
}

/** One run over the files that the patterns name. Throws Error when they name none. */
export function chosenRun(patterns: string[]): TestRun {
  const files = find(patterns);
  if (files.length === 0) throw new Error(`no test file matches ${patterns.join(' ')}`);
  return { title: 'chosen', files, concurrency: 1 };
}

/** What a run came to, with a line for each thing that failed. */
export interface RunResult extends TestCount {
  failures: string[];
}

/** Where and with what a run's ava is started. */
interface Setting {
  env: Record<string, string>;
  signal: AbortSignal;
  /** The folder that the files are named from; the repository unless told otherwise. */
  cwd?: string;
  /** Where what ava says goes, line by line; this process's own output unless told otherwise. */
  print?: (line: string) => void;
}

/**
 * Runs ava and shows each result as it comes. A run that ends badly without a failed test, or that
 * has no test at all, counts as one failure, told with ava's last words: it dies of some errors
 * that nobody caught, and says of which on its error output only. Ends ava when the signal aborts.
 */
export async function runTests(
  run: TestRun,
  { env, signal, cwd = root, print = console.log }: Setting,
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
  const lastWords: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    print(line);
    lastWords.push(line);
    if (lastWords.length > MAX_LAST_WORDS) lastWords.shift();
  });
  const [code, killedBy] = (await once(child, 'close')) as [number | null, string | null];
  signal.removeEventListener('abort', end);
  const { passed, failed } = reader.count();
  const failures = reader.failures();
  if (failed > 0 || (code === 0 && passed > 0)) return { passed, failed, failures };
  const how = `✘ ended with ${killedBy ?? `code ${code}`} after ${passed} tests`;
  print(`  ${how}`);
  const told = [how, `the last was: ${reader.lastPassed() || 'none'}`, ...lastWords];
  return { passed, failed: 1, failures: [told.join('\n    ')] };
}
