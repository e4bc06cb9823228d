import type { Logger } from '../telemetry/index.ts';

/** Longest that an orderly stop may take before the process ends anyway, ms. */
const STOP_LIMIT_MS = 15_000;

/**
 * Ends the process in order on SIGTERM or SIGINT: runs the steps one after another, then exits 0.
 * A step that fails is logged and does not hold up the next; a stop that hangs exits 1.
 */
export function stopOnSignal(log: Logger, steps: (() => Promise<unknown>)[]): void {
  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    for (const step of steps) {
      await step().catch((err: unknown) => log.warn({ err }, 'a step of the stop failed'));
    }
    process.exit(0);
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
