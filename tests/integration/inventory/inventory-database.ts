import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import {
  ReservationActor,
  type HoldResult,
  type Units,
} from '@commerce/contracts/inventory/reservation-actor';
import { DEFAULT_PRIORITY } from '@commerce/contracts/inventory/stock-api';
import type { InventoryDeps } from '@commerce/inventory/deps';
import { fewestPackages } from '@commerce/inventory/domain/allocation';
import type { ClosingCommand } from '@commerce/inventory/domain/reservation';
import { movementsOfOperation } from '@commerce/inventory/domain/stock-operation';
import { writeLocation } from '@commerce/inventory/store/locations';
import { insertMovements } from '@commerce/inventory/store/movements';
import { insertOperation } from '@commerce/inventory/store/operations';
import { announceLevels } from '@commerce/inventory/use-cases/announce-levels';
import { createHoldBatcher, holdBatch } from '@commerce/inventory/use-cases/hold-stock';
import { shipUnits } from '@commerce/inventory/use-cases/ship-units';
import { settleReservations } from '@commerce/inventory/use-cases/settle-reservations';
import { createLocalActors, type LocalActors } from 'dapr-actor-runtime/actors';
import { enqueue } from 'dapr-actor-runtime/outbox';
import { openDatabase, transaction, type Database } from 'dapr-actor-runtime/postgres';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { silentLog } from '@commerce/testing/app-under-test';
import { scratchDatabase } from '@commerce/testing/scratch-database';

const CORRELATION_ID = 'integration-test';
let receipts = 0;

/** A scratch inventory database with a connection pool of the given size; `end` removes both. */
export async function inventoryDatabase({ connections }: { connections: number }) {
  const scratch = await scratchDatabase('inventory');
  const database = openDatabase(scratch.url, { max: connections });
  return {
    database,
    async end() {
      await database.end();
      await scratch.drop();
    },
  };
}

/** The dependencies of use cases: events stay in the outbox, and no other app can be reached. */
export function inventoryDeps(
  database: Database,
  localActors: LocalActors = createLocalActors(),
): InventoryDeps {
  const stock = {
    database,
    outbox: { enqueue },
    allocate: fewestPackages,
    holdTtlSeconds: 900,
    log: silentLog,
  };
  return {
    ...stock,
    sidecar: { invoke: () => Promise.reject(new Error('there is no sidecar')) },
    holdStock: createHoldBatcher(stock),
    localReservations: localActors.of(ReservationActor),
    sweepIntervalMs: 1_000,
  };
}

/** Declares locations. */
export async function declare(database: Database, ...locations: string[]): Promise<void> {
  for (const location of locations) {
    await writeLocation(database, { location, priority: DEFAULT_PRIORITY });
  }
}

/** Puts units into stock like a process that crashes before it allocates them to backorders. */
export async function receive(
  database: Database,
  sku: string,
  quantity: number,
  location = 'main',
): Promise<void> {
  const receipt = { kind: 'receipt', request: { location, quantity } } as const;
  const operation = { ...receipt, sku, operationId: `receipt-${++receipts}` };
  await declare(database, location);
  await transaction(database, async (trx) => {
    await insertOperation(trx, operation);
    const movements = movementsOfOperation(operation, CORRELATION_ID);
    const { crossedLevels } = await insertMovements(trx, movements);
    await announceLevels(inventoryDeps(database), trx, crossedLevels, CORRELATION_ID);
  });
}

/** Holds lines for an order; backorders of other orders are left to the sweep. */
export async function hold(
  database: Database,
  orderId: string,
  lines: Units[],
  { ttlSeconds = 900, policy = 'all' }: { ttlSeconds?: number; policy?: FulfilmentPolicy } = {},
): Promise<HoldResult> {
  const deps = { ...inventoryDeps(database), holdTtlSeconds: ttlSeconds };
  const request = { orderId, lines, policy, correlationId: CORRELATION_ID };
  const { answers } = await holdBatch(deps, [request]);
  return answers[0] as HoldResult;
}

/** Settles reservations in one transaction, as the subscriber does with a batch. */
export function settle(database: Database, orderIds: string[], command: ClosingCommand) {
  const settlements = orderIds.map((orderId) => ({
    orderId,
    command,
    correlationId: CORRELATION_ID,
  }));
  return transaction(database, (trx) =>
    settleReservations(inventoryDeps(database), trx, settlements),
  );
}

/** Ends the reservation of one order; returns its new status, or the code of a refusal. */
export async function close(database: Database, orderId: string, command: ClosingCommand) {
  const closing = (await settle(database, [orderId], command)).get(orderId);
  return closing?.ok === true ? closing.status : closing?.code;
}

/** Dispatches units of an order; returns how many there were, or the code of a refusal. */
export async function ship(
  database: Database,
  orderId: string,
  lines: Units[],
  { shipmentId = 'shp_1', location }: { shipmentId?: string; location?: string | undefined } = {},
) {
  const cause = { orderId, correlationId: CORRELATION_ID };
  const shipment = { ...cause, shipmentId, lines, location };
  const result = await shipUnits(inventoryDeps(database), shipment);
  return result.ok ? result.answer.moved : result.code;
}

/** The units of a product on hand and reserved, over all locations. */
export async function unitsOf(database: Database, sku: string) {
  const { rows } = await database.query<{ onHand: number; reserved: number }>(
    `SELECT coalesce(sum(on_hand), 0)::bigint AS "onHand",
            coalesce(sum(reserved), 0)::bigint AS reserved
     FROM stock WHERE sku = $1`,
    [sku],
  );
  return rows[0];
}

/** The number of an order's ledger rows of each kind. */
export async function movementsOf(database: Database, orderId: string) {
  const { rows } = await database.query<{ kind: string; count: number }>(
    `SELECT kind, count(*) AS count FROM stock_movements WHERE order_id = $1 GROUP BY kind`,
    [orderId],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

/** Stock rows that differ from the sums of the ledger, or that only one of the two has. */
export async function ledgerDifferences(database: Database): Promise<unknown[]> {
  const { rows } = await database.query(
    `SELECT * FROM stock FULL JOIN (
       SELECT sku, location, sum(on_hand_delta) AS on_hand, sum(reserved_delta) AS reserved,
              sum(quarantined_delta) AS quarantined
       FROM stock_movements GROUP BY sku, location
     ) AS ledger USING (sku, location)
     WHERE stock.on_hand IS DISTINCT FROM ledger.on_hand
        OR stock.reserved IS DISTINCT FROM ledger.reserved
        OR stock.quarantined IS DISTINCT FROM ledger.quarantined`,
  );
  return rows;
}

/** The events of a stream in the outbox, oldest first. */
export async function eventsOf(database: Database, stream: string) {
  const { rows } = await database.query<{ topic: string; event: StreamEvent }>(
    `SELECT topic, event FROM outbox WHERE event->>'stream' = $1 ORDER BY position`,
    [stream],
  );
  return rows.map(({ topic, event }) => ({ topic, ...event }));
}

/** How often PostgreSQL had to break a deadlock in this database. */
export async function deadlocksOf(database: Database): Promise<number> {
  await database.query('SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()');
  const { rows } = await database.query<{ deadlocks: number }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.deadlocks ?? Number.NaN;
}
