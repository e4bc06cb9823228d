import { STOCK_TOPIC, type StockEvent } from '@commerce/contracts/inventory/stock-events';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import { currentContext, inContext, newContext } from 'dapr-actor-runtime/telemetry';
import type { StockDeps } from '../deps.ts';
import { mergeLines } from '../domain/allocation.ts';
import { movementsOfFill, planFills } from '../domain/backorder-fill.ts';
import { withUnits } from '../domain/located-units.ts';
import {
  findSkusToAllocate,
  lockAvailableStock,
  readQueue,
  writeFills,
} from '../store/backorders.ts';
import { insertMovements } from '../store/movements.ts';
import { lockReservations, writeFilledLines } from '../store/reservations.ts';
import { announceLevels } from './announce-levels.ts';

/** Backorders that one transaction takes on. */
const BATCH_SIZE = 200;
/** Products that one round of the sweep takes on. */
const SWEEP_BATCH_SIZE = 100;

/**
 * Allocates available units of products to their backorders, right after the commit that made them
 * available. Never rejects: the sweep makes up for a failure. No new order can overtake meanwhile,
 * because backordered units are not on offer.
 */
export async function allocateBackorders(deps: StockDeps, skus: readonly string[]): Promise<void> {
  if (skus.length === 0) return;
  await allocateAll(deps, skus).catch((err: unknown) =>
    deps.log.warn({ err, skus }, 'backorders not allocated, the sweep does it'),
  );
}

/** A round of the sweep: allocates what a crash between a commit and its allocation left behind. */
export async function allocateOverdueBackorders(deps: StockDeps): Promise<void> {
  await allocateAll(deps, await findSkusToAllocate(deps.database, SWEEP_BATCH_SIZE));
}

/** Allocates batch after batch until no unit is available or no order is left. */
async function allocateAll(deps: StockDeps, skus: readonly string[]): Promise<void> {
  const context = currentContext() ?? newContext();
  await inContext(context, async () => {
    let left = skus;
    while (left.length > 0) {
      const round = left;
      left = await transaction(deps.database, (trx) =>
        allocateBatch(deps, trx, round, context.correlationId),
      );
    }
  });
}

/** Answers the products that still have units to allocate. */
async function allocateBatch(
  deps: StockDeps,
  trx: Trx,
  skus: readonly string[],
  correlationId: string,
): Promise<string[]> {
  // The queue is read twice: for the reservations to lock, and again under all the locks.
  const candidates = await readQueue(trx, skus, BATCH_SIZE);
  if (candidates.length === 0) return [];
  const locked = await lockReservations(
    trx,
    candidates.map(({ orderId }) => orderId),
  );
  const reservations = new Map(locked.map((one) => [one.orderId, one]));
  const stock = await lockAvailableStock(trx, skus);
  const fills = planFills(
    await readQueue(trx, skus, BATCH_SIZE),
    { reservations: new Set(reservations.keys()), stock },
    deps.allocate,
  );
  if (fills.length === 0) return [];
  await writeFills(trx, fills);

  const filled = [...Map.groupBy(fills, ({ orderId }) => orderId)].flatMap(([orderId, own]) => {
    const reservation = reservations.get(orderId);
    const allocations = own.flatMap((fill) => fill.allocations);
    return reservation === undefined ? [] : [{ reservation, allocations }];
  });
  await writeFilledLines(
    trx,
    filled.map(({ reservation: { orderId, lines }, allocations }) => ({
      orderId,
      lines: withUnits(lines, allocations),
    })),
  );
  await deps.outbox.enqueue(
    trx,
    STOCK_TOPIC,
    filled.map(({ reservation: { orderId, fills: before }, allocations }) => {
      const lines = mergeLines(allocations);
      const event: StockEvent = { type: 'ReservationFilled.v1', data: { orderId, lines } };
      const seq = before + 1;
      // The order's own events have ids of its stream: these must differ in every inbox.
      return { ...event, stream: orderId, seq, id: `${orderId}:fill-${seq}` };
    }),
  );
  const movements = filled.flatMap(({ reservation: { orderId, status }, allocations }) =>
    movementsOfFill(status, allocations, { orderId, correlationId }),
  );
  const { skusToAllocate, crossedLevels } = await insertMovements(trx, movements);
  await announceLevels(deps, trx, crossedLevels, correlationId);
  return skusToAllocate;
}
