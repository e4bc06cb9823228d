import type { Sidecar } from '../sidecar/index.ts';
import type { Logger } from '../telemetry/index.ts';

/** Most sagas that are watched at once; above it, the one that was first seen longest ago is forgotten. */
const MAX_WATCHED = 10_000;

/** A run of a saga. */
export interface SagaInstance {
  /** The wire name of its saga. */
  name: string;
  id: string;
  input: object;
}

/** Keeps sagas running: see `openSagaWatch`. */
export interface SagaWatch {
  /**
   * Starts the run, unless it is running. A run without progress is ended; the next call starts it
   * again from its first step. Rejects if the workflow engine does not answer; call again later.
   */
  keepRunning: (instance: SagaInstance) => Promise<void>;
}

/**
 * Watches whether sagas get on. What wakes a workflow (its timers, its next activity) is in Dapr's
 * scheduler, its history is in the state store. When the scheduler has lost its data, a workflow
 * counts as running for ever, and nothing wakes it. So a run whose history has not changed for
 * `silentAfterMs` (ms) is terminated, which wakes it once more. That is longer than the longest pause
 * between two tries and the longest activity together. Its steps are idempotent, so running them again
 * is safe, also if it was only slow. Progress is a change that this process sees, so no clocks are
 * compared; a new process begins to watch anew.
 */
export function openSagaWatch({
  sidecar,
  silentAfterMs,
  log,
  now = () => performance.now(),
}: {
  sidecar: Pick<Sidecar, 'readWorkflow' | 'startWorkflow' | 'terminateWorkflow'>;
  silentAfterMs: number;
  log: Logger;
  /** A monotonic clock, ms. */
  now?: () => number;
}): SagaWatch {
  const seen = new Map<string, { updatedAt: string; since: number }>();

  function isSilent(id: string, updatedAt: string): boolean {
    const last = seen.get(id);
    if (last?.updatedAt === updatedAt) return now() - last.since > silentAfterMs;
    watchFrom(id, updatedAt);
    return false;
  }

  function watchFrom(id: string, updatedAt: string): void {
    seen.delete(id);
    seen.set(id, { updatedAt, since: now() });
    const [oldest] = seen.keys();
    if (seen.size > MAX_WATCHED && oldest !== undefined) seen.delete(oldest);
  }

  return {
    async keepRunning({ name, id, input }) {
      const run = await sidecar.readWorkflow(id);
      if (run?.status !== 'RUNNING' && run?.status !== 'PENDING') {
        seen.delete(id);
        await sidecar.startWorkflow(name, id, input);
      } else if (isSilent(id, run.updatedAt)) {
        log.error({ workflow: name, instance: id, silentAfterMs }, 'saga without progress, ended');
        await sidecar.terminateWorkflow(id);
        watchFrom(id, run.updatedAt);
      }
    },
  };
}
