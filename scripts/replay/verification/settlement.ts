import { setTimeout as delay } from 'node:timers/promises';
import type { Replayed } from '../replay-orders.ts';
import type { Databases } from './databases.ts';
import { findDeliveryFaults } from './deliveries.ts';
import { findStockFaults } from './events-once.ts';
import { findMoneyFaults } from './money-moved.ts';
import { isFinished, readReplayedOrders } from './order-streams.ts';

/** An event arrives about a second after its commit; a redelivery takes longer. */
const SETTLE_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 500;

async function findOutstanding(databases: Databases, replayed: Replayed[]): Promise<string> {
  const orders = await readReplayedOrders(databases.order, replayed);
  const unfinished = orders.filter((order) => !isFinished(order)).length;
  if (unfinished > 0) return `${unfinished} orders are unfinished`;
  const { missing } = await findDeliveryFaults(databases, orders);
  if (missing.length > 0) return `${missing.length} deliveries are missing`;
  const stock = await findStockFaults(databases, orders);
  if (stock.faults.length > 0) return `${stock.faults.length} stock movements are outstanding`;
  const money = await findMoneyFaults(databases, orders);
  return money.faults.length > 0 ? `${money.faults.length} payments are outstanding` : '';
}

/**
 * Waits for a bounded time until all events of the replayed orders are applied and their effects
 * are complete: cancelled and returned units are in the stock, and money has moved. Returns what is
 * still outstanding then, or ''. A failing database is queried again: the later checks report it.
 */
export async function waitUntilSettled(
  databases: Databases,
  replayed: Replayed[],
): Promise<string> {
  const deadline = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const outstanding = await findOutstanding(databases, replayed).catch(String);
    if (outstanding === '' || performance.now() > deadline) return outstanding;
    await delay(POLL_INTERVAL_MS);
  }
}
