import { percentile } from '../../bench/load/statistics.ts';
import type { Second } from './figures.ts';

/** Neighbouring seconds are judged together: one alone has too few answers. */
const WINDOW_SECONDS = 5;
/** A platform that ends fewer requests than arrive has passed its knee. */
const KEPT_UP = 0.9;
/** So has one whose p95 is this many times that of the first windows, and above a floor, ms. */
const SLOWER = 4;
const FLOOR_MS = 250;
const FIRST_WINDOWS = 2;

interface Window {
  arrivals: number;
  ended: number;
  p95: number;
}

/** Where a ramp stopped keeping up. */
export interface Knee {
  /** The highest rate that was kept up, arrivals per second. */
  perSecond: number;
  /** Whether a higher rate was offered and not kept up. */
  isReached: boolean;
}

function windowsOf(seconds: readonly Second[]): Window[] {
  const windows: Window[] = [];
  for (let from = 0; from + WINDOW_SECONDS <= seconds.length; from += WINDOW_SECONDS) {
    const own = seconds.slice(from, from + WINDOW_SECONDS);
    const sum = (of: (one: Second) => number) => own.reduce((total, one) => total + of(one), 0);
    const p95 = own.flatMap((one) => one.p95 ?? []).toSorted((a, b) => a - b);
    windows.push({
      arrivals: sum((one) => one.arrivals) / WINDOW_SECONDS,
      ended: sum((one) => one.good) / WINDOW_SECONDS,
      p95: percentile(p95, 0.5),
    });
  }
  return windows;
}

/**
 * The knee of a load that rises. `requestsPerArrival` is how many requests a virtual user makes. Undefined if the
 * load was too short to say.
 */
export function kneeOf(seconds: readonly Second[], requestsPerArrival: number): Knee | undefined {
  const windows = windowsOf(seconds).filter(({ arrivals }) => arrivals > 0);
  if (windows.length <= FIRST_WINDOWS) return undefined;
  const first = windows.slice(0, FIRST_WINDOWS).map(({ p95 }) => p95);
  const limit = Math.max(FLOOR_MS, SLOWER * Math.max(...first));
  const isKept = ({ arrivals, ended, p95 }: Window) =>
    p95 <= limit && ended >= KEPT_UP * arrivals * requestsPerArrival;
  // One slow window is chance; two in a row, or the last one, are the end.
  const isBroken = (n: number) => n >= windows.length || !isKept(windows[n] as Window);
  const broken = windows.findIndex((_, n) => n >= FIRST_WINDOWS && isBroken(n) && isBroken(n + 1));
  const kept = broken === -1 ? windows : windows.slice(0, broken);
  return {
    perSecond: Math.max(...kept.map(({ arrivals }) => arrivals)),
    isReached: broken !== -1,
  };
}
