export { DURATION_BUCKETS_S } from './buckets.ts';
export { deadLetterGauges, outboxGauges, poolGauges } from './database-gauges.ts';
export { type AppGauge, type Reading, readAtScrape } from './readings.ts';
export { serveMetrics } from './serve-metrics.ts';
export { droppedSpans, exportedSpans } from './span-counters.ts';
