import type { Databases } from './databases.ts';
import { findDeliveryFaults } from './deliveries.ts';
import { isConfirmed, readReplayedOrders, unitsTaken, type StoredOrder } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** The units of a product that have left for an order, less what came back from it. */
export type UnitsGone = { orderId: string; sku: string; units: number };

/**
 * The faults of the stock by order: of each product as many units are gone for it as it took, by
 * its own events, and none for an order that is not confirmed.
 */
export function compareUnitsGone(orders: StoredOrder[], gone: UnitsGone[]): string[] {
  const due = new Map<string, number>();
  for (const order of orders.filter(isConfirmed)) {
    for (const [sku, units] of unitsTaken(order)) {
      if (units !== 0) due.set(`${order.id} ${sku}`, units);
    }
  }
  const faults: string[] = [];
  for (const { orderId, sku, units } of gone) {
    const key = `${orderId} ${sku}`;
    const expected = due.get(key);
    if (expected === undefined) faults.push(`${key}: ${units} are gone without need or twice`);
    else if (expected !== units) faults.push(`${key}: ${units} are gone, ${expected} were taken`);
    due.delete(key);
  }
  return [...faults, ...[...due.keys()].map((key) => `${key}: none is gone`)];
}

async function readUnitsGone(databases: Databases, orders: StoredOrder[]): Promise<UnitsGone[]> {
  const { rows } = await databases.inventory.query<UnitsGone>(
    `SELECT order_id AS "orderId", sku, sum(-on_hand_delta)::float8 AS units
     FROM stock_movements
     WHERE order_id = ANY($1::text[]) GROUP BY order_id, sku HAVING sum(on_hand_delta) <> 0`,
    [orders.map(({ id }) => id)],
  );
  return rows;
}

/** Reads what the inventory's ledger says of the orders and compares it with their events. */
export async function findStockFaults(
  databases: Databases,
  orders: StoredOrder[],
): Promise<{ faults: string[]; compared: number }> {
  const gone = await readUnitsGone(databases, orders);
  return { faults: compareUnitsGone(orders, gone), compared: gone.length };
}

/**
 * Every event of the replayed orders is marked once by each subscriber that takes it, and units
 * left the stock and came back once for each order and product.
 */
export async function everyEventTookEffectOnce({
  databases,
  replayed,
}: Pick<Subject, 'databases' | 'replayed'>): Promise<Verdict> {
  const orders = await readReplayedOrders(databases.order, replayed);
  const { deliveries, missing, unexpected } = await findDeliveryFaults(databases, orders);
  const stock = await findStockFaults(databases, orders);
  const faults = [
    ...missing.map((delivery) => `${delivery} is missing`),
    ...unexpected.map((delivery) => `${delivery} is one too many`),
    ...stock.faults,
  ];
  return verdict(faults, `${deliveries} deliveries, ${stock.compared} stock movements by order`);
}
