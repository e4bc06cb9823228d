import { setTimeout as pause } from 'node:timers/promises';
import type { LoopResult } from './closed-loop.ts';

/** The resolution of timers, ms: calls due within it start together. */
const TIMER_GRAIN_MS = 1;

export interface OpenLoopResult extends LoopResult {
  /** How long after its due time each call was started: the caller's own delay. */
  lagsMs: number[];
}

/** When call number `n` is due, ms after the first one. */
export function dueAfterMs(n: number, perSecond: number): number {
  return (n * 1000) / perSecond;
}

/**
 * Calls at a fixed rate, whether or not earlier calls have ended. A latency is measured from the
 * time at which its call was due, so neither a slow answer nor a late start hides waiting. Rethrows
 * the error of a call once all have ended.
 */
export async function runOpenLoop(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  call: (n: number) => Promise<void>,
): Promise<OpenLoopResult> {
  const latenciesMs: number[] = [];
  const lagsMs: number[] = [];
  const calls: Promise<void>[] = [];
  const total = Math.floor(perSecond * seconds);
  const begin = performance.now();
  const callAt = async (n: number, dueMs: number) => {
    lagsMs.push(performance.now() - dueMs);
    await call(n);
    latenciesMs.push(performance.now() - dueMs);
  };
  for (let n = 0; n < total; n++) {
    const dueMs = begin + dueAfterMs(n, perSecond);
    const earlyMs = dueMs - performance.now();
    if (earlyMs >= TIMER_GRAIN_MS) await pause(earlyMs);
    const running = callAt(n, dueMs);
    running.catch(() => {}); // rethrown below, when all have ended
    calls.push(running);
  }
  const ends = await Promise.allSettled(calls);
  for (const one of ends) if (one.status === 'rejected') throw one.reason;
  return {
    calls: latenciesMs.length,
    seconds: (performance.now() - begin) / 1000,
    latenciesMs,
    lagsMs,
  };
}
