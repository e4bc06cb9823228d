/** What a benchmark measured for one confirmed order through the gateway. */
export interface Measured {
  /** CPU of each process, ms. */
  cpuMsPerOrderByProcess: Record<string, number>;
  /** Memory of each process at the end, bytes. */
  rssBytesByProcess: Record<string, number>;
  walBytesPerOrder: { median: number };
  diskBytesPerOrder: { median: number };
}

export interface Demand {
  /** Confirmed orders per second at the peak. */
  ordersPerSecond: number;
  /** The share of a core that is used at the peak; the rest is for spikes and for a lost node. */
  utilisation: number;
  /** Cores of the largest database server that can be had. */
  databaseCores: number;
}

/** What one process needs at the peak of one cell. */
export interface Need {
  process: string;
  cpuMsPerOrder: number;
  /** Cores that must be there, at the utilisation. */
  cores: number;
  /** Processes of at most one core each; undefined for one that uses as many cores as it gets. */
  processes: number | undefined;
  rssBytes: number;
}

/** The most orders per second that one process which cannot be multiplied can take. */
export interface Bound {
  process: string;
  ordersPerSecond: number;
}

export interface Plan {
  /** Cells that share the demand equally. */
  cells: number;
  /** Orders per second of each cell. */
  ordersPerCell: number;
  bounds: Bound[];
  /** The needs of one cell. */
  needs: Need[];
  walBytesPerSecond: number;
  diskBytesPerDay: number;
}

/** Of these a cell has one: Redis runs commands on one thread, placement has one leader. */
const ONE_OF = ['redis', 'placement'];
const DATABASE = 'postgres';
/** Plays the provider, an outside company. */
const NOT_OURS = 'payment-provider';
/** For a process whose CPU per order was below what is counted. */
const LEAST_PROCESSES = 2;
const DAY_SECONDS = 86_400;

/**
 * How many cells a demand needs, and what each of them needs, by the figures of a benchmark. A cell is a whole
 * platform with its own stores. The figures are for orders that are placed and confirmed, and nothing else.
 */
export function planFor(
  measured: Measured,
  { ordersPerSecond, utilisation, databaseCores }: Demand,
): Plan {
  const cpu = Object.entries(measured.cpuMsPerOrderByProcess).filter(([name]) => name !== NOT_OURS);
  const bounds = cpu
    .filter(([process, ms]) => ms > 0 && (ONE_OF.includes(process) || process === DATABASE))
    .map(([process, ms]) => {
      const cores = process === DATABASE ? databaseCores : 1;
      return { process, ordersPerSecond: (cores * utilisation * 1_000) / ms };
    })
    .toSorted((a, b) => a.ordersPerSecond - b.ordersPerSecond);
  const most = bounds[0]?.ordersPerSecond ?? ordersPerSecond;
  const cells = Math.max(1, Math.ceil(ordersPerSecond / most));
  const ordersPerCell = ordersPerSecond / cells;
  const needs = cpu
    .map(([process, cpuMsPerOrder]): Need => {
      const cores = (ordersPerCell * cpuMsPerOrder) / 1_000 / utilisation;
      const isApp = process !== DATABASE && !ONE_OF.includes(process);
      return {
        process,
        cpuMsPerOrder,
        cores,
        processes: isApp ? Math.max(LEAST_PROCESSES, Math.ceil(cores)) : undefined,
        rssBytes: measured.rssBytesByProcess[process] ?? 0,
      };
    })
    .toSorted((a, b) => b.cores - a.cores);
  return {
    cells,
    ordersPerCell,
    bounds,
    needs,
    walBytesPerSecond: ordersPerCell * measured.walBytesPerOrder.median,
    diskBytesPerDay: ordersPerCell * measured.diskBytesPerOrder.median * DAY_SECONDS,
  };
}
