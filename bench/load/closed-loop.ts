/** When a closed loop ends: after a number of calls, or after a number of seconds. */
export type ClosedLoopEnd = { calls: number } | { seconds: number };

export interface LoopResult {
  /** Completed calls. */
  calls: number;
  /** From the first call's start to the last one's end. */
  seconds: number;
  latenciesMs: number[];
}

/**
 * Calls in a closed loop: each client starts its next call when its last one has ended, so the load
 * follows the capacity of the callee. Calls are numbered from 0. Rethrows the error of a call once
 * the running calls have ended.
 */
export async function runClosedLoop(
  { clients, end }: { clients: number; end: ClosedLoopEnd },
  call: (n: number) => Promise<void>,
): Promise<LoopResult> {
  const latenciesMs: number[] = [];
  const begin = performance.now();
  const mostCalls = 'calls' in end ? end.calls : Infinity;
  const deadline = 'seconds' in end ? begin + end.seconds * 1000 : Infinity;
  let started = 0;
  let failed = false;
  const client = async () => {
    while (started < mostCalls && performance.now() < deadline && !failed) {
      const from = performance.now();
      try {
        await call(started++);
      } catch (error) {
        failed = true;
        throw error;
      }
      latenciesMs.push(performance.now() - from);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: clients }, client));
  for (const one of ends) if (one.status === 'rejected') throw one.reason;
  return { calls: latenciesMs.length, seconds: (performance.now() - begin) / 1000, latenciesMs };
}
