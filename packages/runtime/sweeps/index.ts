import { setTimeout as wait } from 'node:timers/promises';
import { inContext, newContext, type Logger } from '../telemetry/index.ts';

export interface Sweep {
  /** Ends the loop; a running round ends first. */
  stop: () => Promise<void>;
}

/**
 * Does a round of repair work again and again, one at a time, with a pause of intervalMs (give or
 * take a tenth, so that replicas drift apart). A round that throws is logged and does not end the
 * loop. A round must be safe to run in several replicas at once.
 */
export function startSweep({
  name,
  intervalMs,
  round,
  log,
}: {
  name: string;
  intervalMs: number;
  round: () => Promise<void>;
  log: Logger;
}): Sweep {
  const ended = new AbortController();
  const loop = async () => {
    while (!ended.signal.aborted) {
      const pauseMs = intervalMs * (0.9 + Math.random() * 0.2);
      await wait(pauseMs, undefined, { signal: ended.signal }).catch(() => {});
      if (ended.signal.aborted) return;
      try {
        await inContext(newContext(), round);
      } catch (err) {
        log.warn({ err, sweep: name }, 'sweep failed');
      }
    }
  };
  const done = loop();
  return {
    async stop() {
      ended.abort();
      await done;
    },
  };
}
