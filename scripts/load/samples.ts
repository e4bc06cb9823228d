import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '@commerce/local-stack';
import { stackProcesses, usageByName } from '../../bench/processes.ts';

/** Time between two samples, ms. */
const EVERY_MS = 1_000;
/** Longest wait for the metrics of an app, ms: it is asked again at the next sample. */
const SCRAPE_LIMIT_MS = 900;
/** The metrics of apps that are kept, and how they are called in a report. */
const KEPT = {
  nodejs_eventloop_lag_p99_seconds: 'eventLoopLagS',
  outbox_oldest_age_seconds: 'outboxAgeS',
  outbox_events: 'outboxEvents',
  dead_letters: 'deadLetters',
  orders_unfinished: 'ordersUnfinished',
  order_sagas: 'sagas',
  inventory_oversold_units: 'oversoldUnits',
} as const;
export type Kept = (typeof KEPT)[keyof typeof KEPT];

/** What processes used, and what apps said, at one time. */
export interface Sample {
  at: number;
  /** Of each process: cores used since the sample before, and memory. */
  processes: Record<string, { cores: number; rssBytes: number }>;
  /** Of each app whose metrics were read. */
  apps: Record<string, Partial<Record<Kept, number>>>;
}

/** The sums of the kept metrics in a text of Prometheus's format. */
export function keptMetrics(text: string): Partial<Record<Kept, number>> {
  const found: Partial<Record<Kept, number>> = {};
  for (const line of text.split('\n')) {
    const [, name = '', value] = /^([a-z_0-9]+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? [];
    const kept = KEPT[name as keyof typeof KEPT];
    if (kept !== undefined) found[kept] = (found[kept] ?? 0) + Number(value);
  }
  return found;
}

async function scrape(port: number): Promise<Partial<Record<Kept, number>> | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, {
      signal: AbortSignal.timeout(SCRAPE_LIMIT_MS),
    });
    return answer.ok ? keptMetrics(await answer.text()) : undefined;
  } catch {
    return undefined; // it is restarting, or too busy to say
  }
}

/** Samples a platform each second until the signal aborts. */
export async function sample(stack: Stack, until: AbortSignal): Promise<Sample[]> {
  const ports = Object.entries(stack.ports.apps).flatMap(([app, { appMetrics }]) =>
    appMetrics === undefined ? [] : [{ app, port: appMetrics }],
  );
  const samples: Sample[] = [];
  let before = usageByName(stackProcesses(stack));
  let since = performance.now();
  while (!until.aborted) {
    await pause(EVERY_MS, undefined, { signal: until }).catch(() => {});
    const now = usageByName(stackProcesses(stack));
    const seconds = (performance.now() - since) / 1_000;
    since = performance.now();
    const processes = Object.fromEntries(
      [...now].map(([name, { cpuMs, rssBytes }]) => {
        // A process that was started again begins at 0.
        const used = Math.max(0, cpuMs - (before.get(name)?.cpuMs ?? cpuMs));
        return [name, { cores: used / 1_000 / seconds, rssBytes }];
      }),
    );
    before = now;
    const read = await Promise.all(
      ports.map(async ({ app, port }) => [app, await scrape(port)] as const),
    );
    const apps = Object.fromEntries(read.filter(([, metrics]) => metrics !== undefined));
    samples.push({ at: Date.now(), processes, apps } as Sample);
  }
  return samples;
}
