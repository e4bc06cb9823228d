import type { Contender } from '../contenders/contender.ts';
import { type Percentiles, type Spread, spreadOf } from '../load/statistics.ts';
import type { EndpointReport, PhaseReport, RunReport } from './run.ts';

type LatencySpread = Record<keyof Percentiles, Spread>;

/** The ratio of the row's endpoint to another contender's, by medians. */
export interface Ratio {
  /** Its orders per second divided by the other's. */
  throughput: number;
  /** The other's CPU per order divided by its own. */
  cpu: number;
}

/** One endpoint of a contender over all valid rounds. */
export interface Summary {
  contender: string;
  title: string;
  endpoint: string;
  isOurs: boolean;
  durableIn: string;
  versions: Record<string, string>;
  rounds: number;
  /** Why phases are void. */
  voids: string[];
  ordersPerSecond: Spread;
  closedLatencyMs: LatencySpread;
  /** At a fixed rate, measured from the time at which each order was due. */
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
  /** Orders whose rows were counted, and the faults found. */
  ordersJudged: number;
  faults: string[];
  /** Only for ours: against each endpoint of another contender, by `<contender> <endpoint>`. */
  ratios: Record<string, Ratio>;
}

/** One summary for each measured endpoint, in the order of the contenders. */
export function summarize(contenders: Contender[], runs: RunReport[]): Summary[] {
  const rows = contenders.flatMap((contender) => {
    const own = runs.filter((run) => run.contender === contender.name);
    return (own[0]?.endpoints ?? []).map(({ endpoint }) =>
      summarizeEndpoint(contender, endpoint, own),
    );
  });
  const peers = rows.filter(({ isOurs }) => !isOurs);
  for (const row of rows.filter(({ isOurs }) => isOurs)) {
    row.ratios = Object.fromEntries(
      peers.map((peer) => [`${peer.contender} ${peer.endpoint}`, ratioOf(row, peer)]),
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

function summarizeEndpoint(contender: Contender, endpoint: string, runs: RunReport[]): Summary {
  const reports = runs.flatMap(({ endpoints }) =>
    endpoints.filter((one) => one.endpoint === endpoint),
  );
  const counting = reports.filter(({ closed }) => closed.void === undefined);
  const open = reports.map((one) => one.open).filter((phase) => phase.void === undefined);
  const over = (value: (report: EndpointReport) => number) => spreadOf(counting.map(value));
  const written = counting.flatMap(({ bytesWrittenPerOrder }) => bytesWrittenPerOrder ?? []);
  return {
    contender: contender.name,
    title: contender.title,
    endpoint,
    isOurs: contender.isOurs,
    durableIn: contender.durableIn,
    versions: runs[0]?.versions ?? {},
    rounds: reports.length,
    voids: runs.flatMap(({ round, endpoints }) =>
      endpoints.flatMap((one) => voidsOf(one, endpoint, round)),
    ),
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
    startSeconds: spreadOf(runs.map(({ startSeconds }) => startSeconds)),
    ordersJudged: runs.reduce((sum, { orders }) => sum + orders, 0),
    faults: runs.flatMap(({ round, faults }) => faults.map((fault) => `round ${round}: ${fault}`)),
    ratios: {},
  };
}

function voidsOf(report: EndpointReport, endpoint: string, round: number): string[] {
  if (report.endpoint !== endpoint) return [];
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
  reports: EndpointReport[],
  value: (process: EndpointReport['processes'][string]) => number,
): Record<string, number> {
  const names = [...new Set(reports.flatMap(({ processes }) => Object.keys(processes)))];
  const medians = names.map((name): [string, number] => {
    const values = reports.flatMap(({ processes }) => processes[name] ?? []).map(value);
    return [name, spreadOf(values).median];
  });
  return Object.fromEntries(medians.toSorted(([, a], [, b]) => b - a));
}
