import { transaction } from 'dapr-actor-runtime/postgres';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import { lookUpOrder } from '../clients/order.ts';
import type { InventoryDeps, StockDeps } from '../deps.ts';
import { endOfExpiredHold } from '../domain/hold-expiry.ts';
import type { Settlement } from '../domain/settlement.ts';
import { leaseExpiredHolds } from '../store/reservations.ts';
import { settleReservations } from './settle-reservations.ts';

/** Holds that one round looks at. */
const BATCH_SIZE = 100;
/** How long a hold that is left alone waits for its next check, s. */
const LEASE_SECONDS = 10;
/** After so many unclear answers in a row the order app counts as unreachable: the round ends. */
const MAX_UNCLEAR_IN_A_ROW = 3;

/**
 * One round of the sweep: ends expired holds by the status of their orders. The order app is asked
 * first, because an event that is late must not sell the same units twice; without a clear answer
 * nothing is given back. Safe in several replicas at once: each takes other holds, and the lock of
 * a reservation decides.
 */
export async function expireHolds(deps: StockDeps & Pick<InventoryDeps, 'sidecar'>): Promise<void> {
  const { database, sidecar, log } = deps;
  const orderIds = await leaseExpiredHolds(database, {
    limit: BATCH_SIZE,
    leaseSeconds: LEASE_SECONDS,
  });
  const settlements: Settlement[] = [];
  let unclearInARow = 0;
  for (const orderId of orderIds) {
    const order = await lookUpOrder(sidecar, orderId);
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
  await transaction(database, (trx) => settleReservations(deps, trx, settlements));
  const orders = settlements.map(({ orderId, command }) => ({ orderId, command }));
  log.info({ orders }, 'expired holds ended');
}
