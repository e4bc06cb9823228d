import { appendFileSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { JournalLine, LoadRun } from '../../../scripts/load/journal-lines.ts';

const GENERATOR_EVERY_MS = 1_000;
const DELAY_RESOLUTION_MS = 5;

let current: LoadRun | undefined;

/** The run that `npm run load` has started, read at its first use. */
export function loadRun(): LoadRun {
  if (current !== undefined) return current;
  const file = process.env['COMMERCE_LOAD_RUN'];
  if (!file) throw new Error('these processors belong to a run: start it with npm run load');
  current = JSON.parse(readFileSync(file, 'utf8')) as LoadRun;
  watchGenerator();
  return current;
}

/** Appends a line to the journal at once: artillery ends its workers without waiting for them. */
export function record(line: JournalLine): void {
  appendFileSync(loadRun().journal, `${JSON.stringify(line)}\n`);
}

function watchGenerator(): void {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  let cpu = process.cpuUsage();
  let since = performance.now();
  setInterval(() => {
    const now = performance.now();
    const used = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    record({
      kind: 'generator',
      at: Date.now(),
      cores: (used.user + used.system) / 1_000 / (now - since),
      delayMs: Math.max(0, delay.percentile(99) / 1e6 - DELAY_RESOLUTION_MS),
    });
    since = now;
    delay.reset();
  }, GENERATOR_EVERY_MS).unref();
}
