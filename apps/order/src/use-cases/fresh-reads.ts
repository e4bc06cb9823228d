import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from 'dapr-actor-runtime/postgres';
import { areApplied, type Write } from '../store/applied-writes.ts';

/** Longest wait of a read, ms: an event takes a second or two, and a client waits meanwhile. */
const MAX_WAIT_MS = 3_000;
/** Pause between two looks, ms. */
const POLL_MS = 100;
/** Most reads that wait at once; a further one is told to come again. */
const MAX_WAITING_READS = 100;

/** Reads that must not be older than certain writes. */
export interface FreshReads {
  /** Waits until the read models have these writes; false if they have not within 3 s. */
  untilApplied: (writes: Write[]) => Promise<boolean>;
}

/** Opens the waits of one process. */
export function openFreshReads(database: Database): FreshReads {
  let waiting = 0;

  async function poll(writes: Write[]): Promise<boolean> {
    for (const until = performance.now() + MAX_WAIT_MS; performance.now() < until;) {
      await pause(POLL_MS);
      if (await areApplied(database, writes)) return true;
    }
    return false;
  }

  return {
    async untilApplied(writes) {
      if (await areApplied(database, writes)) return true;
      if (waiting >= MAX_WAITING_READS) return false;
      waiting++;
      return poll(writes).finally(() => waiting--);
    },
  };
}
