import type { Contender } from '../contenders/contender.ts';
import { type Percentiles, type Spread, spreadOf } from '../load/statistics.ts';
import type { DoorReport, PhaseReport, TurnReport } from './turn.ts';

type LatencySpread = Record<keyof Percentiles, Spread>;

/** How often as good the row's door is as another contender's, median by median. */
export interface Ratio {
  /** Its orders a second by the other's. */
  throughput: number;
  /** The other's CPU for an order by its own. */
  cpu: number;
}

/** One door of a contender over all rounds that count. */
export interface Summary {
  contender: string;
  title: string;
  door: string;
  isOurs: boolean;
  durableIn: string;
  versions: Record<string, string>;
  rounds: number;
  /** Why phases do not count. */
  voids: string[];
  ordersPerSecond: Spread;
  closedLatencyMs: LatencySpread;
  /** At a fixed rate, counted from the time at which each order was due. */
  openLatencyMs: LatencySpread;
  openPerSecond: Spread;
  cpuMsPerOrder: Spread;
  cpuMsPerOrderByProcess: Record<string, number>;
  rssBytes: Spread;
  rssBytesByProcess: Record<string, number>;
  walBytesPerOrder: Spread;
  diskBytesPerOrder: Spread;
  bytesWrittenPerOrder?: Spread;
  startSeconds: Spread;
  /** Orders whose rows were counted, and what was wrong with them. */
  ordersJudged: number;
  faults: string[];
  /** Ours only: against each door of another, by `<contender> <door>`. */
  ratios: Record<string, Ratio>;
}

/** One summary for each door that was measured, in the order of the contenders. */
export function summarize(contenders: Contender[], turns: TurnReport[]): Summary[] {
  const rows = contenders.flatMap((contender) => {
    const own = turns.filter((turn) => turn.contender === contender.name);
    return (own[0]?.doors ?? []).map(({ door }) => summarizeDoor(contender, door, own));
  });
  const peers = rows.filter(({ isOurs }) => !isOurs);
  for (const row of rows.filter(({ isOurs }) => isOurs)) {
    row.ratios = Object.fromEntries(
      peers.map((peer) => [`${peer.contender} ${peer.door}`, ratioOf(row, peer)]),
    );
  }
  return rows;
}

function ratioOf(own: Summary, peer: Summary): Ratio {
  return {
    throughput: own.ordersPerSecond.median / peer.ordersPerSecond.median,
    cpu: peer.cpuMsPerOrder.median / own.cpuMsPerOrder.median,
  };
}

function summarizeDoor(contender: Contender, door: string, turns: TurnReport[]): Summary {
  const reports = turns.flatMap(({ doors }) => doors.filter((one) => one.door === door));
  const counting = reports.filter(({ closed }) => closed.void === undefined);
  const open = reports.map((one) => one.open).filter((phase) => phase.void === undefined);
  const over = (value: (report: DoorReport) => number) => spreadOf(counting.map(value));
  const written = counting.flatMap(({ bytesWrittenPerOrder }) => bytesWrittenPerOrder ?? []);
  return {
    contender: contender.name,
    title: contender.title,
    door,
    isOurs: contender.isOurs,
    durableIn: contender.durableIn,
    versions: turns[0]?.versions ?? {},
    rounds: reports.length,
    voids: turns.flatMap(({ round, doors }) => doors.flatMap((one) => voidsOf(one, door, round))),
    ordersPerSecond: over(({ closed }) => closed.perSecond),
    closedLatencyMs: latencyOver(counting.map(({ closed }) => closed)),
    openLatencyMs: latencyOver(open),
    openPerSecond: spreadOf(reports.map((one) => one.open.offeredPerSecond)),
    cpuMsPerOrder: over(({ cpuMsPerOrder }) => cpuMsPerOrder),
    cpuMsPerOrderByProcess: byProcess(counting, (one) => one.cpuMsPerOrder),
    rssBytes: over(({ rssBytes }) => rssBytes),
    rssBytesByProcess: byProcess(counting, (one) => one.rssBytes),
    walBytesPerOrder: over(({ walBytesPerOrder }) => walBytesPerOrder),
    diskBytesPerOrder: over(({ diskBytesPerOrder }) => diskBytesPerOrder),
    ...(written.length > 0 ? { bytesWrittenPerOrder: spreadOf(written) } : {}),
    startSeconds: spreadOf(turns.map(({ startSeconds }) => startSeconds)),
    ordersJudged: turns.reduce((sum, { orders }) => sum + orders, 0),
    faults: turns.flatMap(({ round, faults }) => faults.map((fault) => `round ${round}: ${fault}`)),
    ratios: {},
  };
}

function voidsOf(report: DoorReport, door: string, round: number): string[] {
  if (report.door !== door) return [];
  return (['closed', 'open'] as const).flatMap((phase) => {
    const reason = report[phase].void;
    return reason === undefined ? [] : [`round ${round}, ${phase}: ${reason}`];
  });
}

function latencyOver(phases: PhaseReport[]): LatencySpread {
  const spread = (name: keyof Percentiles) => spreadOf(phases.map((one) => one.latencyMs[name]));
  return { p50: spread('p50'), p90: spread('p90'), p99: spread('p99'), p999: spread('p999') };
}

function byProcess(
  reports: DoorReport[],
  value: (process: DoorReport['processes'][string]) => number,
): Record<string, number> {
  const names = [...new Set(reports.flatMap(({ processes }) => Object.keys(processes)))];
  const medians = names.map((name): [string, number] => {
    const values = reports.flatMap(({ processes }) => processes[name] ?? []).map(value);
    return [name, spreadOf(values).median];
  });
  return Object.fromEntries(medians.toSorted(([, a], [, b]) => b - a));
}
