import type { HoldResult } from '@commerce/contracts/inventory/reservation-actor';
import type { Database } from '@commerce/runtime/postgres';
import type { Allocate } from '../domain/allocation.ts';
import { holdStock, type Hold } from './holds.ts';

/** Orders and order lines that one transaction takes at most. */
const MAX_BATCH_HOLDS = 64;
const MAX_BATCH_LINES = 2_000;
/** Transactions at once: one that waits for a lock does not hold up all others. */
const MAX_BATCHES_AT_ONCE = 2;

interface Waiting {
  hold: Hold;
  answered: PromiseWithResolvers<HoldResult>;
}

export type Holds = ReturnType<typeof createHolds>;

/**
 * Holds for one order at a time to the caller, for all that wait in one transaction to the
 * database: a hot product is locked, and its commit written to disk, once for many orders. A hold
 * that comes alone starts at once. A batch that fails is taken apart, so that one bad hold fails no
 * other. `free` is told of products that have free units while orders wait for them.
 */
export function createHolds({
  database,
  allocate,
  free,
}: {
  database: Database;
  allocate: Allocate;
  free: (fillable: string[]) => Promise<void>;
}) {
  let queue: Waiting[] = [];
  let running = 0;

  async function holdTogether(batch: readonly Waiting[]): Promise<void> {
    const holds = batch.map(({ hold }) => hold);
    const { answers, fillable } = await holdStock(database, holds, allocate);
    if (fillable.length > 0) await free(fillable);
    batch.forEach(({ answered }, n) => answered.resolve(answers[n] as HoldResult));
  }

  async function run(batch: Waiting[]): Promise<void> {
    try {
      await holdTogether(batch);
    } catch (error) {
      const alone = (one: Waiting) => holdTogether([one]).catch(one.answered.reject);
      if (batch.length > 1) await Promise.all(batch.map(alone));
      else batch[0]?.answered.reject(error);
    }
  }

  function start(): void {
    while (running < MAX_BATCHES_AT_ONCE && queue.length > 0) {
      const { batch, rest } = nextBatch(queue);
      queue = rest;
      running += 1;
      void run(batch).finally(() => {
        running -= 1;
        start();
      });
    }
  }

  return {
    /** Rejects when the database does, or when the stock changes faster than it can be read. */
    hold(hold: Hold): Promise<HoldResult> {
      const answered = Promise.withResolvers<HoldResult>();
      queue.push({ hold, answered });
      start();
      return answered.promise;
    },
  };
}

function nextBatch(queue: readonly Waiting[]): { batch: Waiting[]; rest: Waiting[] } {
  const batch: Waiting[] = [];
  const rest: Waiting[] = [];
  const orders = new Set<string>();
  let lines = 0;
  for (const one of queue) {
    const { orderId, lines: wanted } = one.hold;
    const fits =
      batch.length === 0 ||
      (rest.length === 0 &&
        batch.length < MAX_BATCH_HOLDS &&
        lines + wanted.length <= MAX_BATCH_LINES &&
        !orders.has(orderId));
    if (!fits) {
      rest.push(one);
      continue;
    }
    batch.push(one);
    orders.add(orderId);
    lines += wanted.length;
  }
  return { batch, rest };
}
