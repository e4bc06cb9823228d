import type { Outbox } from '@commerce/runtime/outbox';
import type { Database } from '@commerce/runtime/postgres';
import { currentContext, newContext, type Logger } from '@commerce/runtime/telemetry';
import type { Allocate } from '../domain/allocation.ts';
import { fillableProducts, fillBackorders } from '../store/backorders.ts';

/** Products that one round of the sweep takes on. */
const BATCH_SIZE = 100;

export type FreeUnits = ReturnType<typeof freeUnits>;

/**
 * Brings free units to the orders that wait for them. Nobody can overtake these meanwhile: units
 * that are waited for are on offer to no one else.
 */
export function freeUnits({
  database,
  allocate,
  relay,
  log,
}: {
  database: Database;
  allocate: Allocate;
  relay: Pick<Outbox, 'wake'>;
  log: Logger;
}) {
  async function fill(skus: readonly string[]): Promise<void> {
    const { correlationId } = currentContext() ?? newContext();
    await fillBackorders(database, skus, { allocate, correlationId });
    relay.wake();
  }

  return {
    /** After a commit that freed units. The sweep does what fails here. */
    async after(fillable: readonly string[]): Promise<void> {
      if (fillable.length === 0) return;
      await fill(fillable).catch((err: unknown) => log.warn({ err, fillable }, 'fill failed'));
    },
    /** A round of the sweep: what a crash between a commit and its fill left behind. */
    async sweep(): Promise<void> {
      const fillable = await fillableProducts(database, BATCH_SIZE);
      if (fillable.length > 0) await fill(fillable);
    },
  };
}
