import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { silentProgress, wipeDirectory } from '@commerce/local-stack';
import { PRODUCTS, type Contender, LINES_PER_ORDER } from '../contenders/contender.ts';
import { contenders } from '../contenders/index.ts';
import { summarize, type Summary } from './summary.ts';
import { type LoadPlan, takeTurn, type TurnReport } from './turn.ts';
import { countsWritesRightly } from './write-accounting.ts';

const FULL_ROUNDS = 5;
const CLIENTS = 32;
/** Every contender that was tried takes this rate on two cores. */
const OPEN_PER_SECOND = 20;
const FULL = { warmUpSeconds: 10, closedSeconds: 20, openSeconds: 20 };
const QUICK = { warmUpSeconds: 4, closedSeconds: 8, openSeconds: 6 };

export interface ComparisonOptions {
  isQuick: boolean;
  /** Names of the contenders; default is all of them, or those that a quick comparison has. */
  only?: string[];
  rounds?: number;
  log: (line: string) => void;
}

/** A turn that did not come to its end. */
export interface FailedTurn {
  contender: string;
  round: number;
  message: string;
}

/** All that was measured, and what follows from it. */
export interface Comparison {
  startedAt: string;
  finishedAt: string;
  isQuick: boolean;
  commit: string;
  machine: { system: string; cores: number; processor: string; memoryBytes: number };
  work: { clients: number; linesPerOrder: number; products: number };
  plan: LoadPlan;
  summary: Summary[];
  turns: TurnReport[];
  failedTurns: FailedTurn[];
}

/**
 * Runs the contenders in turn, round after round, so that what drifts on the machine drifts for all
 * of them. Each turn starts on empty data. A turn that fails is in the report and ends nothing.
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
  const turns: TurnReport[] = [];
  const failedTurns: FailedTurn[] = [];
  const rounds = options.rounds ?? (isQuick ? 1 : FULL_ROUNDS);
  for (let round = 1; round <= rounds; round++) {
    for (const contender of chosen) {
      const begin = performance.now();
      const turn = await tryTurn(contender, round, plan);
      if ('message' in turn) failedTurns.push(turn);
      else turns.push(turn);
      const seconds = ((performance.now() - begin) / 1000).toFixed(0);
      log(`round ${round} of ${rounds}  ${lineOf(turn)}  (${seconds} s)`);
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
    summary: summarize(chosen, turns),
    turns,
    failedTurns,
  };
}

/** What of this platform was lost, doubled, oversold or did not run; none: the verdict is good. */
export function ownFaults({ turns, failedTurns }: Comparison): string[] {
  const own = new Set(contenders.filter(({ isOurs }) => isOurs).map(({ name }) => name));
  return [
    ...turns.filter(({ contender }) => own.has(contender)).flatMap(({ faults }) => faults),
    ...failedTurns.filter(({ contender }) => own.has(contender)).map(({ message }) => message),
  ];
}

function choose({ isQuick, only }: ComparisonOptions): Contender[] {
  const names = contenders.map(({ name }) => name);
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`no contender ${unknown.join(', ')}: ${names.join(', ')}`);
  return contenders.filter((one) => only?.includes(one.name) ?? (!isQuick || one.isQuick));
}

async function tryTurn(
  contender: Contender,
  round: number,
  plan: LoadPlan,
): Promise<TurnReport | FailedTurn> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dapr-commerce-bench-'));
  try {
    const report = await takeTurn(contender, { dataDir, round, plan });
    await wipeDirectory(dataDir, silentProgress);
    return report;
  } catch (error) {
    const message = `${(error as Error).message}; logs are in ${join(dataDir, 'logs')}`;
    return { contender: contender.name, round, message };
  }
}

function lineOf(turn: TurnReport | FailedTurn): string {
  if ('message' in turn) return `${turn.contender}: FAILED: ${turn.message}`;
  const doors = turn.doors.map(({ door, closed, cpuMsPerOrder }) => {
    const rate = closed.perSecond.toFixed(0);
    return `${door} ${rate}/s ${cpuMsPerOrder.toFixed(1)} ms CPU${closed.void ? ' void' : ''}`;
  });
  const verdict = turn.faults.length === 0 ? 'right' : `WRONG: ${turn.faults.join('; ')}`;
  return `${turn.contender}: ${doors.join(', ')}, ${turn.orders} orders ${verdict}`;
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
