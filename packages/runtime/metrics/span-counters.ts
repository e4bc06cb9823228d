import { Counter } from 'prom-client';

/** Apart from the code that traces, which is loaded only to trace: a metric is there without it, too. */
export const exportedSpans = new Counter({
  name: 'spans_exported_total',
  help: 'Spans that the collector has taken.',
});
export const droppedSpans = new Counter({
  name: 'spans_dropped_total',
  help: 'Spans that were lost: the queue was full (queue), or the collector did not take them (export).',
  labelNames: ['reason'],
});
