import { Counter, Gauge } from 'prom-client';

/** Longest wait for a reading, ms; a scrape takes 10 s at most. */
const READING_LIMIT_MS = 2_000;

const faults = new Counter({
  name: 'metrics_reading_faults_total',
  help: 'Readings that failed or came too late, by metric.',
  labelNames: ['metric'],
});

/** A number with the values of its labels. */
export interface Reading {
  labels?: Record<string, string>;
  value: number;
}

/** A number that is read from a source when Prometheus asks: at most a few rows. */
export interface AppGauge<Source> {
  name: string;
  /** Its meaning, with its unit. */
  help: string;
  labelNames?: readonly string[];
  read: (source: Source) => Promise<readonly Reading[]>;
}

/**
 * Reads a gauge from its source whenever Prometheus asks. Without an answer within 2 s the metric is left
 * out of the scrape, so that an old number never looks like a new one.
 */
export function readAtScrape<Source>(
  { name, help, labelNames = [], read }: AppGauge<Source>,
  source: Source,
): void {
  new Gauge({
    ...{ name, help },
    labelNames: [...labelNames],
    async collect() {
      this.reset();
      // Without labels there is one value, which is 0 after a reset.
      if (labelNames.length === 0) this.remove();
      try {
        for (const { labels = {}, value } of await inTime(read(source))) this.set(labels, value);
      } catch {
        faults.inc({ metric: name });
      }
    },
  });
}

async function inTime<T>(reading: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`no reading within ${READING_LIMIT_MS} ms`)),
    READING_LIMIT_MS,
  );
  return Promise.race([reading, late.promise]).finally(() => clearTimeout(timer));
}
