import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '@commerce/local-stack';
import type { Disturbance } from './scenario-form.ts';

/** What was done to a process, and when. */
export interface Disturbed {
  at: number;
  what: string;
}

/**
 * Disturbs processes while a load of `seconds` runs, counted from now. Resolves when all is done, or the signal aborts;
 * no process stays frozen.
 */
export async function disturb(
  stack: Stack,
  {
    disturbances,
    seconds,
    signal,
  }: { disturbances: readonly Disturbance[]; seconds: number; signal: AbortSignal },
): Promise<Disturbed[]> {
  const done: Disturbed[] = [];
  const waited = (long: number) => pause(long * 1_000, undefined, { signal }).catch(() => {});
  const one = async ({ at, process, do: what, seconds: long = 0 }: Disturbance) => {
    await waited(at * seconds);
    if (signal.aborted) return;
    done.push({
      at: Date.now(),
      what: what === 'kill' ? `${process} killed` : `${process} frozen`,
    });
    // PostgreSQL ends its children only if it is told to; the others get no time to finish anything.
    if (what === 'kill') return stack.kill(process, process === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
    stack.kill(process, 'SIGSTOP');
    await waited(long);
    stack.kill(process, 'SIGCONT');
    done.push({ at: Date.now(), what: `${process} goes on` });
  };
  await Promise.all(disturbances.map(one));
  return done;
}
