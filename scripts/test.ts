import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createProgress,
  silentProgress,
  formatFailure,
  type Stack,
  startStack,
  stateFile,
  wipeDirectory,
} from '@commerce/local-stack';
import { collectSpans } from '@commerce/testing/span-collector';
import type { TestStackFile } from '@commerce/testing/stack-file';
import { commandLine } from './command-line.ts';
import { coverageEnvironment, coverageReport } from './coverage.ts';
import { interruption } from './interruption.ts';
import { endWith } from './launch.ts';
import { root } from './places.ts';
import { onTestBackend } from './test-backend.ts';
import {
  acceleratedRuns,
  allRuns,
  chosenRun,
  readPattern,
  type RunResult,
  runTests,
  type TestRun,
} from './test-runs.ts';

/** Most sidecars that tests start beside the platform, each with its own app id. */
const MAX_PROBES = 100;

/** Limits that tests wait for, shorter than by default. */
const SHORTER = {
  environment: { ORDER_SAGA_SILENCE_MS: '30000' },
  workflowsKept: '20s',
};

/** Most failures that are repeated at the end of a run. */
const MAX_FAILURES_SHOWN = 30;

/** Writes the description of the stack for the tests, which get its path in the environment. */
function writeStackFile(
  stack: Stack,
  { failpointDir, accelerated }: { failpointDir: string; accelerated: boolean },
): string {
  const content: TestStackFile = {
    gatewayUrl: stack.gatewayUrl,
    paymentProviderUrl: stack.urls['payment-provider'] ?? '',
    placementHealthzUrl: stack.placementHealthzUrl,
    apps: stack.ports.apps,
    databaseUrls: stack.databaseUrls,
    databaseServerUrl: stack.databaseServerUrl,
    redisUrl: stack.redisUrl,
    serviceClients: stack.serviceClients,
    appApiToken: stack.appApiToken,
    daprApiToken: stack.daprApiToken,
    failpointDir,
    stateFile: stateFile(stack.dataDir),
    dataDir: stack.dataDir,
    accelerated,
  };
  const file = join(stack.dataDir, 'test-stack.json');
  writeFileSync(file, JSON.stringify(content, null, 2), { mode: 0o600 });
  return file;
}

interface Options {
  patterns: string[];
  /** Whether the stack runs on the components of our own build of Dapr. */
  accelerated: boolean;
  /** Whether to say at the end which share of the lines was run. */
  coverage: boolean;
}

function readOptions(): Options {
  const program = commandLine({
    name: 'npm test --',
    about: 'Starts a platform of its own, on free ports and temporary data, and runs the tests.',
  })
    .argument('[files...]', 'the test files, or patterns of them; by default all', readPattern)
    .option(
      '--accelerated',
      'on the components of our own build of Dapr; by default what depends on them',
      false,
    )
    .option(
      '--coverage',
      'ends with the share of lines of each app that unit and integration tests, or the files, run',
      false,
    )
    .parse();
  return { patterns: program.args, ...program.opts<Omit<Options, 'patterns'>>() };
}

function stagesOf({ patterns, accelerated }: Omit<Options, 'coverage'>): TestRun[][] {
  if (patterns.length > 0) return [[chosenRun(patterns)]];
  return accelerated ? acceleratedRuns() : allRuns();
}

/** Runs tests, prints how long they took, and names the run in its failures. */
async function timed(run: TestRun, options: Parameters<typeof runTests>[1]): Promise<RunResult> {
  const startedAt = performance.now();
  const result = await runTests(run, options);
  console.log(`\n${run.title}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  return { ...result, failures: result.failures.map((failure) => `${run.title}: ${failure}`) };
}

async function testAgainstStack(
  { patterns, accelerated }: Omit<Options, 'coverage'>,
  { dataDir, lines, signal }: { dataDir: string; lines: string | undefined; signal: AbortSignal },
): Promise<RunResult> {
  const stages = stagesOf({ patterns, accelerated });
  const failpointDir = join(dataDir, 'failpoints');
  mkdirSync(failpointDir);
  const spans = await collectSpans(join(dataDir, 'traces', 'spans.log'));
  const stack = await startStack({
    dataDir,
    ports: 'free',
    isolated: true,
    requireMtls: true,
    accelerated,
    externalSidecars: Array.from({ length: MAX_PROBES }, (_, n) => `probe-${n}`),
    failpointDir,
    spansTo: spans.address,
    appEnv: {
      ...SHORTER.environment,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${spans.address}`,
    },
    workflowsKept: SHORTER.workflowsKept,
    progress: createProgress(),
    signal,
    onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
  });
  const total: RunResult = { passed: 0, failed: 0, failures: [] };
  try {
    const env = { COMMERCE_TEST_STACK: writeStackFile(stack, { failpointDir, accelerated }) };
    for (const runs of stages) {
      const results = await Promise.all(
        runs.map((run) => {
          const isMeasured = lines !== undefined && run.isMeasured === true;
          const measured = isMeasured ? coverageEnvironment(lines) : {};
          return timed(run, { env: { ...env, ...measured }, signal });
        }),
      );
      for (const { passed, failed, failures } of results) {
        total.passed += passed;
        total.failed += failed;
        total.failures.push(...failures);
      }
      if (signal.aborted) throw signal.reason;
    }
  } finally {
    await stack.stop();
    await spans.close();
  }
  return total;
}

async function main(): Promise<number> {
  const options = readOptions();
  const signal = interruption();
  const dataDir = mkdtempSync(join(tmpdir(), 'dapr-commerce-test-'));
  const lines = options.coverage
    ? mkdtempSync(join(tmpdir(), 'dapr-commerce-coverage-'))
    : undefined;
  let total: RunResult = { passed: 0, failed: 0, failures: [] };
  let exitCode = 0;
  try {
    total = await onTestBackend(createProgress(), () =>
      testAgainstStack(options, { dataDir, lines, signal }),
    );
    if (lines !== undefined) console.log(`\n${await coverageReport(lines)}`);
  } catch (error) {
    exitCode = endWith(error);
    total.failed += 1;
  }
  if (lines !== undefined) rmSync(lines, { recursive: true, force: true });
  if (total.failed > 0) keepLogs(dataDir);
  await wipeDirectory(dataDir, silentProgress);
  rmSync(dataDir, { recursive: true, force: true });
  // Repeats the failures at the end, so that they are on the last page of a long run.
  if (total.failures.length > 0) {
    console.log(`\nfailures:\n  ${total.failures.slice(0, MAX_FAILURES_SHOWN).join('\n  ')}`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return exitCode !== 0 ? exitCode : total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function keepLogs(dataDir: string): void {
  const logs = join(dataDir, 'logs');
  // A platform that could not start may have none.
  if (!existsSync(logs)) return;
  const kept = join(root, '.data', 'test-logs');
  rmSync(kept, { recursive: true, force: true });
  cpSync(logs, kept, { recursive: true, force: true });
  console.log(`\nthe logs of the processes are kept in ${kept}`);
}

process.exit(await main().catch(endWith));
