import type {
  HoldResult,
  ReservationMethods,
} from '@commerce/contracts/inventory/reservation-actor';
import type { Outbox } from 'dapr-actor-runtime/outbox';
import type { Database } from 'dapr-actor-runtime/postgres';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { Allocate } from './domain/allocation.ts';
import type { Hold } from './domain/hold-plan.ts';

/** What the use cases of inventory work with. */
export interface InventoryDeps {
  database: Database;
  sidecar: Pick<Sidecar, 'invoke'>;
  outbox: Pick<Outbox, 'enqueue'>;
  /** Chooses the locations that the units of an order come from. */
  allocate: Allocate;
  /** Holds units for one order, in a batch with the other holds of this process. */
  holdStock: (hold: Hold) => Promise<HoldResult>;
  /** Reservations whose turns run in this process, for the first turn of a new one. */
  localReservations: (orderId: string) => Pick<ReservationMethods, 'hold'>;
  /** How long units are held for an order that is not confirmed, s. */
  holdTtlSeconds: number;
  /** Pause between two rounds of a sweep, ms. */
  sweepIntervalMs: number;
  log: Logger;
}

/** What moves stock. */
export type StockDeps = Pick<InventoryDeps, 'database' | 'outbox' | 'allocate' | 'log'>;
