import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { once } from 'node:events';
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

/**
 * Runs ava and shows each result as it comes. A run that ends badly without a failed test, or that
 * has no test at all, counts as one failure. Ends ava when the signal aborts.
 */
export async function runTests(
  run: TestRun,
  options: { env: Record<string, string>; signal: AbortSignal },
): Promise<TestCount> {
  console.log(`\n${run.title} tests (${run.files.length} files)`);
  const ava = ['node_modules/ava/entrypoints/cli.js', '--no-color', '--concurrency'];
  const serial = run.concurrency === 1 ? ['--serial'] : [];
  const args = [...ava, String(run.concurrency), ...serial, ...run.files];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...options.env, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGTERM');
  options.signal.addEventListener('abort', end, { once: true });
  const reader = createAvaReader();
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line);
    reader.read(line);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  options.signal.removeEventListener('abort', end);
  const count = reader.count();
  if (count.failed === 0 && (code !== 0 || count.passed === 0)) {
    console.log(`  ✗ the ${run.title} run ended with code ${code} after ${count.passed} tests`);
    return { passed: count.passed, failed: 1 };
  }
  return count;
}
