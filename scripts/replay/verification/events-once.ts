import type { Databases } from './databases.ts';
import { findDeliveryFaults } from './deliveries.ts';
import { isConfirmed, readReplayedOrders, unitsBySku, type StoredOrder } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** Placed and confirmed. */
const EVENTS_TO_CONFIRM = 2;

/** A row of the stock ledger by which units left for an order. */
export type CommitMovement = { orderId: string; sku: string; units: number };

/**
 * The faults of the commits: one per confirmed order and SKU, of its units, and no others. Orders
 * that went on after their confirmation are left to the check of the stock.
 */
export function compareCommits(all: StoredOrder[], commits: CommitMovement[]): string[] {
  const due = new Map<string, number>();
  const wentOn = new Set(
    all.filter(({ events }) => events.length > EVENTS_TO_CONFIRM).map(({ id }) => id),
  );
  const orders = all.filter(({ id }) => !wentOn.has(id));
  for (const order of orders.filter(isConfirmed)) {
    for (const [sku, units] of unitsBySku(order.lines)) due.set(`${order.id} ${sku}`, units);
  }
  const faults: string[] = [];
  for (const { orderId, sku, units } of commits) {
    if (wentOn.has(orderId)) continue;
    const key = `${orderId} ${sku}`;
    const expected = due.get(key);
    if (expected === undefined) faults.push(`${key} was committed without need or twice`);
    else if (expected !== units) faults.push(`${key}: ${units} committed, ${expected} ordered`);
    due.delete(key);
  }
  return [...faults, ...[...due.keys()].map((key) => `${key} was not committed`)];
}

async function readCommits(databases: Databases, orders: StoredOrder[]): Promise<CommitMovement[]> {
  const { rows } = await databases.inventory.query<CommitMovement>(
    `SELECT order_id AS "orderId", sku, sum(-on_hand_delta)::float8 AS units
     FROM stock_movements
     WHERE kind = 'commit' AND order_id = ANY($1::text[]) GROUP BY order_id, sku`,
    [orders.map(({ id }) => id)],
  );
  return rows;
}

/**
 * Every event of the replayed orders is marked once by each subscriber that takes it, and stock
 * left once for each order and product.
 */
export async function everyEventTookEffectOnce({
  databases,
  replayed,
}: Pick<Subject, 'databases' | 'replayed'>): Promise<Verdict> {
  const orders = await readReplayedOrders(databases.order, replayed);
  const { deliveries, missing, unexpected } = await findDeliveryFaults(databases, orders);
  const commits = await readCommits(databases, orders);
  const faults = [
    ...missing.map((delivery) => `${delivery} is missing`),
    ...unexpected.map((delivery) => `${delivery} is one too many`),
    ...compareCommits(orders, commits),
  ];
  return verdict(faults, `${deliveries} deliveries, ${commits.length} stock commits`);
}
