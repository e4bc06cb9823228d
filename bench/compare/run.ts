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
import type { Endpoint } from '../load/order-endpoint.ts';
import { type Percentiles, percentilesOf } from '../load/statistics.ts';
import { type GeneratorHealth, voidReason } from '../load/void-rule.ts';
import { oneRow } from '../one-row.ts';
import { type Usage, usageByName } from '../processes.ts';

/** Events arrive a second after their commit; their cost belongs to the orders too. */
const SETTLE_LIMIT_MS = 60_000;
const SETTLE_POLL_MS = 500;

/** A contender that cannot sustain the fixed rate is offered this share of its measured rate. */
const SUSTAINABLE_SHARE = 0.6;

/** The load of a run, the same for every contender. */
export interface LoadPlan {
  clients: number;
  warmUpSeconds: number;
  closedSeconds: number;
  openPerSecond: number;
  openSeconds: number;
  /** Whether the system's count of written bytes is reliable. */
  countsWrites: boolean;
}

/** The result of one phase of load. A void phase measures its generator and is not used. */
export interface PhaseReport {
  orders: number;
  perSecond: number;
  latencyMs: Percentiles;
  generator: GeneratorHealth;
  void?: string;
}

/** The usage of one process in the closed-loop phase. */
export interface ProcessReport {
  cpuMsPerOrder: number;
  rssBytes: number;
  bytesWrittenPerOrder?: number;
}

/** One endpoint of a contender in one round. */
export interface EndpointReport {
  endpoint: string;
  closed: PhaseReport;
  open: PhaseReport & { offeredPerSecond: number };
  processes: Record<string, ProcessReport>;
  cpuMsPerOrder: number;
  rssBytes: number;
  /** Only where the system reports it reliably for every process. */
  bytesWrittenPerOrder?: number;
  /** Bytes that PostgreSQL wrote to its WAL. */
  walBytesPerOrder: number;
  /** Growth of the data directory; WAL segments are allocated whole and in advance. */
  diskBytesPerOrder: number;
}

/** One contender in one round, from its start on empty data to its stop. */
export interface RunReport {
  contender: string;
  round: number;
  startSeconds: number;
  orders: number;
  dataBytes: number;
  endpoints: EndpointReport[];
  versions: Record<string, string>;
  counts: RowCount[];
  /** What was lost, duplicated or oversold; empty if the run is correct. */
  faults: string[];
}

/** Starts a contender, measures each of its endpoints, checks its rows and stops it. */
export async function runContender(
  contender: Contender,
  { dataDir, round, plan }: { dataDir: string; round: number; plan: LoadPlan },
): Promise<RunReport> {
  const begin = performance.now();
  const running = await contender.start(dataDir);
  const startSeconds = (performance.now() - begin) / 1000;
  try {
    const endpoints: EndpointReport[] = [];
    const tally: Tally = { orders: 0 };
    for (const { name, endpoint } of running.endpoints) {
      endpoints.push(await measureEndpoint(running, { name, endpoint, plan, tally }));
    }
    const counts = await running.countRows(tally.orders);
    const faults = [...faultsOf(counts), ...((await running.findFaults?.()) ?? [])];
    const { versions } = running;
    const about = { contender: contender.name, round, startSeconds, orders: tally.orders };
    return { ...about, dataBytes: sizeOf(running.dataDir), endpoints, versions, counts, faults };
  } finally {
    await running.stop();
  }
}

/** Orders confirmed since the start, including the warm-up. */
interface Tally {
  orders: number;
}

async function measureEndpoint(
  running: RunningContender,
  {
    name,
    endpoint,
    plan,
    tally,
  }: { name: string; endpoint: Endpoint; plan: LoadPlan; tally: Tally },
): Promise<EndpointReport> {
  const shape = { skus: running.skus, lines: LINES_PER_ORDER };
  const closedFor = async (seconds: number) => {
    const load = { kind: 'closed', clients: plan.clients, end: { seconds } } as const;
    return counted(tally, await generateLoad({ endpoint, shape, load }));
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
  const open = counted(tally, await generateLoad({ endpoint, shape, load }));
  await untilSettled(running, tally);
  return {
    endpoint: name,
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

/** The usage of each process between two readings, per order. */
export function costOf({
  before,
  after,
  orders,
}: {
  before: Map<string, Usage>;
  after: Map<string, Usage>;
  orders: number;
}): Pick<EndpointReport, 'processes' | 'cpuMsPerOrder' | 'rssBytes' | 'bytesWrittenPerOrder'> {
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

// A timeout is not an error here: missing rows become faults in the report.
async function untilSettled(running: RunningContender, { orders }: Tally): Promise<void> {
  const limit = Date.now() + SETTLE_LIMIT_MS;
  while (Date.now() < limit) {
    if (faultsOf(await running.countRows(orders)).length === 0) return;
    await pause(SETTLE_POLL_MS);
  }
}

// -L follows links: a database directory can be one.
function sizeOf(directory: string): number {
  const text = execFileSync('du', ['-skL', directory], { encoding: 'utf8' });
  return Number(text.split('\t')[0]) * 1024;
}
