import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Contender,
  faultsOf,
  LINES_PER_ORDER,
  type RowCount,
  type RunningContender,
} from '../contenders/contender.ts';
import { generateLoad, type PhaseResult } from '../load/generator.ts';
import type { Door } from '../load/order-door.ts';
import { type Percentiles, percentilesOf } from '../load/statistics.ts';
import { type GeneratorHealth, voidReason } from '../load/void-rule.ts';
import { oneRow } from '../one-row.ts';
import { type Usage, usageByName } from '../processes.ts';

/** Events come a second after their commit: their cost belongs to the orders too. */
const SETTLE_LIMIT_MS = 60_000;
const SETTLE_POLL_MS = 500;

/** A contender that cannot take the fixed rate is offered this share of what it took. */
const SUSTAINABLE_SHARE = 0.6;

/** How much load a turn makes. The same for every contender. */
export interface LoadPlan {
  clients: number;
  warmUpSeconds: number;
  closedSeconds: number;
  openPerSecond: number;
  openSeconds: number;
  /** Whether what the system counts as written can be believed. */
  countsWrites: boolean;
}

/** What one phase of load showed. A void phase tells of its generator and counts for nothing. */
export interface PhaseReport {
  orders: number;
  perSecond: number;
  latencyMs: Percentiles;
  generator: GeneratorHealth;
  void?: string;
}

/** A process's part in the closed phase. */
export interface ProcessReport {
  cpuMsPerOrder: number;
  rssBytes: number;
  bytesWrittenPerOrder?: number;
}

/** One door of a contender in one round. */
export interface DoorReport {
  door: string;
  closed: PhaseReport;
  open: PhaseReport & { offeredPerSecond: number };
  processes: Record<string, ProcessReport>;
  cpuMsPerOrder: number;
  rssBytes: number;
  /** Only where the system tells it of every process, and tells the truth. */
  bytesWrittenPerOrder?: number;
  /** What PostgreSQL wrote into its log. */
  walBytesPerOrder: number;
  /** What the data directory grew by; logs are made in whole segments ahead of time. */
  diskBytesPerOrder: number;
}

/** One contender in one round, from its start on empty data to its stop. */
export interface TurnReport {
  contender: string;
  round: number;
  startSeconds: number;
  orders: number;
  dataBytes: number;
  doors: DoorReport[];
  versions: Record<string, string>;
  counts: RowCount[];
  /** What was lost, doubled or oversold; none: the turn is right. */
  faults: string[];
}

/** Starts a contender, measures each of its doors, judges its rows and stops it. */
export async function takeTurn(
  contender: Contender,
  { dataDir, round, plan }: { dataDir: string; round: number; plan: LoadPlan },
): Promise<TurnReport> {
  const begin = performance.now();
  const running = await contender.start(dataDir);
  const startSeconds = (performance.now() - begin) / 1000;
  try {
    const doors: DoorReport[] = [];
    const tally: Tally = { orders: 0 };
    for (const { name, door } of running.doors) {
      doors.push(await measureDoor(running, { name, door, plan, tally }));
    }
    const counts = await running.countRows(tally.orders);
    const faults = [...faultsOf(counts), ...((await running.findFaults?.()) ?? [])];
    const { versions } = running;
    const about = { contender: contender.name, round, startSeconds, orders: tally.orders };
    return { ...about, dataBytes: sizeOf(running.dataDir), doors, versions, counts, faults };
  } finally {
    await running.stop();
  }
}

/** Orders that were answered as confirmed since the start, warm-up included. */
interface Tally {
  orders: number;
}

async function measureDoor(
  running: RunningContender,
  { name, door, plan, tally }: { name: string; door: Door; plan: LoadPlan; tally: Tally },
): Promise<DoorReport> {
  const shape = { skus: running.skus, lines: LINES_PER_ORDER };
  const closedFor = async (seconds: number) => {
    const load = { kind: 'closed', clients: plan.clients, end: { seconds } } as const;
    return counted(tally, await generateLoad({ door, shape, load }));
  };
  await closedFor(plan.warmUpSeconds);
  await untilSettled(running, tally);
  const dataBefore = { wal: await walPosition(running), disk: sizeOf(running.dataDir) };
  const usage = () => usageByName(running.processes(), { countsWrites: plan.countsWrites });
  const before = usage();
  const closed = await closedFor(plan.closedSeconds);
  await untilSettled(running, tally);
  const after = usage();
  const dataAfter = { wal: await walPosition(running), disk: sizeOf(running.dataDir) };
  const most = (closed.confirmed / closed.seconds) * SUSTAINABLE_SHARE;
  const perSecond = Math.min(plan.openPerSecond, most);
  const load = { kind: 'open', perSecond, seconds: plan.openSeconds } as const;
  const open = counted(tally, await generateLoad({ door, shape, load }));
  await untilSettled(running, tally);
  return {
    door: name,
    closed: reportOf(closed),
    open: { ...reportOf(open), offeredPerSecond: perSecond },
    ...costOf({ before, after, orders: closed.confirmed }),
    walBytesPerOrder: (dataAfter.wal - dataBefore.wal) / closed.confirmed,
    diskBytesPerOrder: (dataAfter.disk - dataBefore.disk) / closed.confirmed,
  };
}

function counted(tally: Tally, result: PhaseResult): PhaseResult {
  tally.orders += result.confirmed;
  return result;
}

function reportOf({ confirmed, seconds, latenciesMs, health }: PhaseResult): PhaseReport {
  const reason = voidReason(health);
  return {
    orders: confirmed,
    perSecond: confirmed / seconds,
    latencyMs: percentilesOf(latenciesMs),
    generator: health,
    ...(reason === undefined ? {} : { void: reason }),
  };
}

/** What each process used between two readings, by order. */
export function costOf({
  before,
  after,
  orders,
}: {
  before: Map<string, Usage>;
  after: Map<string, Usage>;
  orders: number;
}): Pick<DoorReport, 'processes' | 'cpuMsPerOrder' | 'rssBytes' | 'bytesWrittenPerOrder'> {
  const processes: Record<string, ProcessReport> = {};
  for (const [name, { cpuMs, rssBytes, bytesWritten }] of after) {
    const earlier = before.get(name);
    const written =
      bytesWritten === undefined
        ? {}
        : {
            bytesWrittenPerOrder: (bytesWritten - (earlier?.bytesWritten ?? 0)) / orders,
          };
    processes[name] = {
      cpuMsPerOrder: (cpuMs - (earlier?.cpuMs ?? 0)) / orders,
      rssBytes,
      ...written,
    };
  }
  const all = Object.values(processes);
  const writes = all.flatMap(({ bytesWrittenPerOrder }) => bytesWrittenPerOrder ?? []);
  return {
    processes,
    cpuMsPerOrder: sum(all.map(({ cpuMsPerOrder }) => cpuMsPerOrder)),
    rssBytes: sum(all.map(({ rssBytes }) => rssBytes)),
    ...(writes.length === all.length ? { bytesWrittenPerOrder: sum(writes) } : {}),
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

async function walPosition({ databaseServerUrl }: RunningContender): Promise<number> {
  const { position } = await oneRow(
    databaseServerUrl,
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS position`,
  );
  return position ?? Number.NaN;
}

// Not settled in time is no end: what is missing is a fault, and the report names it.
async function untilSettled(running: RunningContender, { orders }: Tally): Promise<void> {
  const limit = Date.now() + SETTLE_LIMIT_MS;
  while (Date.now() < limit) {
    if (faultsOf(await running.countRows(orders)).length === 0) return;
    await pause(SETTLE_POLL_MS);
  }
}

// The -H follows the link that a database directory can be.
function sizeOf(directory: string): number {
  const text = execFileSync('du', ['-skL', directory], { encoding: 'utf8' });
  return Number(text.split('\t')[0]) * 1024;
}
