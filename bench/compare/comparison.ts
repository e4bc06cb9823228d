import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { silentProgress, wipeDirectory } from '@commerce/local-stack';
import { PRODUCTS, type Contender, LINES_PER_ORDER } from '../contenders/contender.ts';
import { contenders } from '../contenders/index.ts';
import { summarize, type Summary } from './summary.ts';
import { type LoadPlan, runContender, type RunReport } from './run.ts';
import { countsWritesRightly } from './write-accounting.ts';

const FULL_ROUNDS = 5;
const CLIENTS = 32;
/** Every contender so far sustains this rate on two cores. */
const OPEN_PER_SECOND = 20;
const FULL = { warmUpSeconds: 10, closedSeconds: 20, openSeconds: 20 };
const QUICK = { warmUpSeconds: 4, closedSeconds: 8, openSeconds: 6 };

export interface ComparisonOptions {
  isQuick: boolean;
  /** Names of the contenders; by default all of them, or those of a quick comparison. */
  only?: string[];
  rounds?: number;
  log: (line: string) => void;
}

/** A run that failed. */
export interface FailedRun {
  contender: string;
  round: number;
  message: string;
}

/** All measurements, and the summary. */
export interface Comparison {
  startedAt: string;
  finishedAt: string;
  isQuick: boolean;
  commit: string;
  machine: { system: string; cores: number; processor: string; memoryBytes: number };
  work: { clients: number; linesPerOrder: number; products: number };
  plan: LoadPlan;
  summary: Summary[];
  runs: RunReport[];
  failedRuns: FailedRun[];
}

/**
 * Runs the contenders in turn, round after round, so that drift of the machine affects all of them.
 * Each run starts with empty data. A failed run is reported and does not end the comparison.
 */
export async function compare(options: ComparisonOptions): Promise<Comparison> {
  const { isQuick, log } = options;
  const startedAt = new Date().toISOString();
  const chosen = choose(options);
  for (const { prepare } of chosen) await prepare?.();
  const plan: LoadPlan = {
    ...(isQuick ? QUICK : FULL),
    clients: CLIENTS,
    openPerSecond: OPEN_PER_SECOND,
    countsWrites: countsWritesRightly(tmpdir()),
  };
  const runs: RunReport[] = [];
  const failedRuns: FailedRun[] = [];
  const rounds = options.rounds ?? (isQuick ? 1 : FULL_ROUNDS);
  for (let round = 1; round <= rounds; round++) {
    for (const contender of chosen) {
      const begin = performance.now();
      const run = await tryRun(contender, round, plan);
      if ('message' in run) failedRuns.push(run);
      else runs.push(run);
      const seconds = ((performance.now() - begin) / 1000).toFixed(0);
      log(`round ${round} of ${rounds}  ${lineOf(run)}  (${seconds} s)`);
    }
  }
  return {
    startedAt,
    finishedAt: new Date().toISOString(),
    isQuick,
    commit: commitOf(),
    machine: describeMachine(),
    work: { clients: CLIENTS, linesPerOrder: LINES_PER_ORDER, products: PRODUCTS },
    plan,
    summary: summarize(chosen, runs),
    runs,
    failedRuns,
  };
}

/** The faults of this platform: what was lost, duplicated, oversold or did not run. */
export function ownFaults({ runs, failedRuns }: Comparison): string[] {
  const own = new Set(contenders.filter(({ isOurs }) => isOurs).map(({ name }) => name));
  return [
    ...runs.filter(({ contender }) => own.has(contender)).flatMap(({ faults }) => faults),
    ...failedRuns.filter(({ contender }) => own.has(contender)).map(({ message }) => message),
  ];
}

function choose({ isQuick, only }: ComparisonOptions): Contender[] {
  const names = contenders.map(({ name }) => name);
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`no contender ${unknown.join(', ')}: ${names.join(', ')}`);
  return contenders.filter((one) => only?.includes(one.name) ?? (!isQuick || one.isQuick));
}

async function tryRun(
  contender: Contender,
  round: number,
  plan: LoadPlan,
): Promise<RunReport | FailedRun> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dapr-commerce-bench-'));
  try {
    const report = await runContender(contender, { dataDir, round, plan });
    await wipeDirectory(dataDir, silentProgress);
    return report;
  } catch (error) {
    const message = `${(error as Error).message}; logs are in ${join(dataDir, 'logs')}`;
    return { contender: contender.name, round, message };
  }
}

function lineOf(run: RunReport | FailedRun): string {
  if ('message' in run) return `${run.contender}: FAILED: ${run.message}`;
  const endpoints = run.endpoints.map(({ endpoint, closed, cpuMsPerOrder }) => {
    const rate = closed.perSecond.toFixed(0);
    return `${endpoint} ${rate}/s ${cpuMsPerOrder.toFixed(1)} ms CPU${closed.void ? ' void' : ''}`;
  });
  const verdict = run.faults.length === 0 ? 'right' : `WRONG: ${run.faults.join('; ')}`;
  return `${run.contender}: ${endpoints.join(', ')}, ${run.orders} orders ${verdict}`;
}

function describeMachine(): Comparison['machine'] {
  const [first] = cpus();
  return {
    system: `${type()} ${release()}`,
    cores: cpus().length,
    processor: first?.model ?? 'unknown',
    memoryBytes: totalmem(),
  };
}

function commitOf(): string {
  try {
    const options = { cwd: import.meta.dirname, encoding: 'utf8' } as const;
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], options).trim();
    const changes = execFileSync('git', ['status', '--porcelain'], options).trim();
    return changes === '' ? commit : `${commit} with changes`;
  } catch {
    return 'unknown';
  }
}
