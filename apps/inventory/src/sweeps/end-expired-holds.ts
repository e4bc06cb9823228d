import { transaction, type Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { currentContext, type Logger } from '@commerce/runtime/telemetry';
import { endOfExpiredHold, type OrderStanding } from '../domain/hold-expiry.ts';
import type { Settlement } from '../domain/settlement.ts';
import { leaseExpiredHolds, settleReservations } from '../store/reservations.ts';
import type { FreeUnits } from './free-units.ts';

/** Holds that one round looks at. */
const BATCH_SIZE = 100;
/** How long a hold that is left alone waits for its next look, s. */
const LEASE_SECONDS = 10;
/** How long the order app may take to answer for one order, ms. */
const ORDER_TIMEOUT_MS = 2_000;
/** After so many unclear answers in a row the order app counts as away, and the round ends. */
const MAX_UNCLEAR_IN_A_ROW = 3;

/**
 * One round: ends holds whose time is over as their orders stand. The order app is asked first,
 * because an event that is late must not sell the same units twice; while it does not answer
 * clearly nothing is given back. Safe in several replicas at once: each takes other holds, and
 * what a reservation is gets decided under its lock.
 */
export async function endExpiredHolds({
  database,
  sidecar,
  free,
  log,
}: {
  database: Database;
  sidecar: Sidecar;
  free: FreeUnits;
  log: Logger;
}): Promise<void> {
  const orderIds = await leaseExpiredHolds(database, {
    limit: BATCH_SIZE,
    leaseSeconds: LEASE_SECONDS,
  });
  const settlements: Settlement[] = [];
  let unclearInARow = 0;
  for (const orderId of orderIds) {
    const order = await askForOrder(sidecar, orderId);
    const command = endOfExpiredHold(order);
    if (command !== 'leave') {
      const correlationId = currentContext()?.correlationId ?? orderId;
      settlements.push({ orderId, command, correlationId });
    }
    unclearInARow = order.known ? 0 : unclearInARow + 1;
    if (unclearInARow === MAX_UNCLEAR_IN_A_ROW) {
      log.warn({ orderId, holds: orderIds.length }, 'expired holds are left: no answer from order');
      break;
    }
  }
  if (settlements.length === 0) return;
  const { fillable } = await transaction(database, (trx) => settleReservations(trx, settlements));
  await free.after(fillable);
  const orders = settlements.map(({ orderId, command }) => ({ orderId, command }));
  log.info({ orders }, 'expired holds ended');
}

async function askForOrder(sidecar: Sidecar, orderId: string): Promise<OrderStanding> {
  try {
    const { status, text } = await sidecar.invoke('order', {
      method: 'GET',
      path: `/orders/${encodeURIComponent(orderId)}`,
      timeoutMs: ORDER_TIMEOUT_MS,
    });
    const body = JSON.parse(text) as { status?: unknown; type?: unknown };
    if (status === 200 && typeof body.status === 'string') {
      return { known: true, status: body.status };
    }
    // Only the order app's own word counts: a sidecar or a proxy can answer 404 too.
    if (status === 404 && body.type === '/problems/order-not-found') {
      return { known: true, status: 'absent' };
    }
    return { known: false };
  } catch {
    return { known: false };
  }
}
