import { setTimeout as delay } from 'node:timers/promises';
import type { Replayed } from '../replay-orders.ts';
import type { Databases } from './databases.ts';
import { findDeliveryFaults } from './deliveries.ts';
import { findStockFaults } from './events-once.ts';
import { findMoneyFaults } from './money-moved.ts';
import { isFinished, readReplayedOrders } from './order-streams.ts';

/** An event arrives about a second after its commit; redeliveries take longer. */
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
 * Waits a bounded time until every event of the replayed orders reached its subscribers and what it
 * causes is done: cancelled and returned units are in the stock, and money is where it belongs.
 * Answers what is still outstanding then, or nothing. A database that fails is asked again: the
 * checks that follow report it.
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
