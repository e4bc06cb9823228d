import { setTimeout as wait } from 'node:timers/promises';
import { Counter } from 'prom-client';
import { inContext, newContext, type Logger } from '../telemetry/index.ts';

const rounds = new Counter({
  name: 'sweep_rounds_total',
  help: 'Rounds of periodic jobs by outcome: done or failed.',
  labelNames: ['sweep', 'outcome'],
});

/** From this many failed rounds in a row, a failure is logged as an error: it will not pass by itself. */
export const FAILED_ROUNDS_UNTIL_ERROR = 5;

export interface Sweep {
  /** Ends the loop; waits for a running round. */
  stop: () => Promise<void>;
}

/**
 * Runs rounds of a periodic job, one at a time, with a pause of intervalMs. The pause has 10 %
 * jitter, so that replicas drift apart. A round that fails is logged as a warning, after
 * FAILED_ROUNDS_UNTIL_ERROR in a row as an error, and does not end the loop. Several replicas may run
 * a round at once.
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
  let failures = 0;
  const loop = async () => {
    while (!ended.signal.aborted) {
      const pauseMs = intervalMs * (0.9 + Math.random() * 0.2);
      await wait(pauseMs, undefined, { signal: ended.signal }).catch(() => {});
      if (ended.signal.aborted) return;
      try {
        await inContext(newContext(), round);
        failures = 0;
        rounds.inc({ sweep: name, outcome: 'done' });
      } catch (err) {
        rounds.inc({ sweep: name, outcome: 'failed' });
        failures += 1;
        const level = failures < FAILED_ROUNDS_UNTIL_ERROR ? 'warn' : 'error';
        log[level]({ err, sweep: name, failures }, 'sweep failed');
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
