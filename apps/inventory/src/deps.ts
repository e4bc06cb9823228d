import type { Outbox } from '@commerce/runtime/outbox';
import type { Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { Logger } from '@commerce/runtime/telemetry';
import type { Allocate } from './domain/allocation.ts';

/** What the use cases of this app work with. */
export interface InventoryDeps {
  database: Database;
  sidecar: Pick<Sidecar, 'invoke'>;
  outbox: Pick<Outbox, 'enqueue'>;
  /** Chooses the locations that the units of an order come from. */
  allocate: Allocate;
  /** How long units are held for an order that is not confirmed, s. */
  holdTtlSeconds: number;
  log: Logger;
}
