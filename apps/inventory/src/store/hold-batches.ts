import type { HoldResult } from '@commerce/contracts/inventory/reservation-actor';
import { createBatcher } from '@commerce/runtime/batching';
import type { Database } from '@commerce/runtime/postgres';
import type { Allocate } from '../domain/allocation.ts';
import { holdStock, type Hold } from './holds.ts';

/** Orders and order lines that one transaction takes at most. */
const MAX_BATCH_HOLDS = 64;
const MAX_BATCH_LINES = 2_000;

export type Holds = ReturnType<typeof createHolds>;

/**
 * Holds for one order at a time to the caller, for all that wait in one transaction to the
 * database: a hot product is locked, and its commit written to disk, once for many orders. One batch
 * follows another, since each has a cost of its own; one that waits for a lock holds up all behind it
 * until the lock timeout. `free` is told of products that have free units while orders wait for them.
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
  return {
    /** Rejects when the database does, or when the stock changes faster than it can be read. */
    hold: createBatcher<Hold, HoldResult>({
      async run(holds) {
        const { answers, fillable } = await holdStock(database, holds, allocate);
        if (fillable.length > 0) await free(fillable);
        return answers;
      },
      fits: (holds, next) =>
        holds.length < MAX_BATCH_HOLDS &&
        holds.reduce((sum, { lines }) => sum + lines.length, next.lines.length) <=
          MAX_BATCH_LINES &&
        holds.every(({ orderId }) => orderId !== next.orderId),
      splitOnError: () => true,
    }),
  };
}
