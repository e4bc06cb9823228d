import type { Logger } from '../telemetry/index.ts';

/** Longest graceful shutdown before the process exits anyway, ms. */
export const STOP_LIMIT_MS = 15_000;

/**
 * Graceful shutdown on SIGTERM or SIGINT: runs the steps one after another, then exits with 0. A
 * step that fails is logged and does not stop the next ones. After 15 s the process exits with 1.
 */
export function stopOnSignal(log: Logger, steps: (() => Promise<unknown>)[]): void {
  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    for (const step of steps) {
      await step().catch((err: unknown) => log.warn({ err }, 'shutdown step failed'));
    }
    process.exit(0);
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
