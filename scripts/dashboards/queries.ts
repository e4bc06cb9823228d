/** The label with the name of an app, as the PodMonitor of the chart gives it. */
export const APP = 'app_kubernetes_io_name';

/** The series of a metric in the chosen namespace; `where` are further conditions on labels. */
export function seriesOf(metric: string, where = ''): string {
  return `${metric}{${['namespace="$namespace"', where].filter(Boolean).join(', ')}}`;
}

/** How fast a counter grows, a second. */
export function rateOf(metric: string, where = '', window = '$__rate_interval'): string {
  return `rate(${seriesOf(metric, where)}[${window}])`;
}

/** The sum by labels. */
export function sumBy(labels: string, expr: string): string {
  return `sum by (${labels}) (${expr})`;
}

/** A quantile of a histogram, by labels. */
export function quantile(
  q: number,
  { metric, by, where = '' }: { metric: string; by?: string; where?: string },
): string {
  const labels = ['le', by].filter(Boolean).join(', ');
  return `histogram_quantile(${q}, ${sumBy(labels, rateOf(`${metric}_bucket`, where))})`;
}

/**
 * The share that the counts with a condition have in all of them, by labels; 0 where none fulfils it, and
 * nothing where nothing is counted.
 */
export function shareOf(
  condition: string,
  {
    metric,
    by,
    where = '',
    window,
  }: { metric: string; by: string; where?: string; window?: string },
): string {
  const both = [where, condition].filter(Boolean).join(', ');
  const all = sumBy(by, rateOf(metric, where, window));
  const some = sumBy(by, rateOf(metric, both, window));
  return `(${some} or ${all} * 0) / (${all} > 0)`;
}
