/** Units in Grafana's words. */
export type Unit = 'reqps' | 's' | 'ms' | 'percentunit' | 'short' | 'bytes' | 'cps';

/** A curve of a panel. */
export interface Query {
  /** In PromQL; Grafana replaces `$namespace` and `$__rate_interval`. */
  expr: string;
  /** The name of each of its series, with labels as `{{label}}`. */
  legend: string;
}

export interface Panel {
  title: string;
  /** What it shows, and when to worry. */
  about: string;
  unit: Unit;
  /** Shows the numbers of now instead of curves. */
  numbers?: true;
  queries: readonly Query[];
  /**
   * Why it may be empty on a platform that works: what it counts never happens there. The test of all
   * panels takes every other empty panel for a fault.
   */
  emptyWhen?: string;
}

export interface Row {
  title: string;
  panels: readonly Panel[];
}

/** A dashboard, from which the file of Grafana is made. */
export interface Dashboard {
  /** Of its file and its address. */
  name: string;
  title: string;
  about: string;
  rows: readonly Row[];
}
