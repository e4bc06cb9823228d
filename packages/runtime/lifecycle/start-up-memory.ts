import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** When a start counts as over, ms after the call: the first requests have come by then. */
const SETTLED_MS = 5_000;

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void;

/**
 * Gives back what the start of this process has left behind, once, 5 s after the call: loading makes
 * some 25 MB of garbage, which V8 would keep for as long as the process has little to do.
 */
export function freeStartUpMemory(): void {
  setTimeout(collectAll, SETTLED_MS).unref();
}

/** Collects all garbage of this process and returns its pages; takes about 30 ms. */
export function collectAll(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  collect({ type: 'major', flavor: 'last-resort' });
}
