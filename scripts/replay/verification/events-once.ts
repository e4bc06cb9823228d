import type { Databases } from './databases.ts';
import { findDeliveryFaults } from './deliveries.ts';
import { isConfirmed, readReplayedOrders, unitsTaken, type StoredOrder } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** The units of a product that left the stock for an order, less those that came back. */
export type UnitsTaken = { orderId: string; sku: string; units: number };

/**
 * The faults of the stock by order: the movement ledger must have the units that the order has
 * taken according to its events, and none for an order that is not confirmed.
 */
export function compareUnitsTaken(orders: StoredOrder[], gone: UnitsTaken[]): string[] {
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
    if (expected === undefined)
      faults.push(`${key}: ${units} left the stock unexpectedly or twice`);
    else if (expected !== units)
      faults.push(`${key}: ${units} left the stock, ${expected} expected`);
    due.delete(key);
  }
  return [...faults, ...[...due.keys()].map((key) => `${key}: none left the stock`)];
}

async function readUnitsTaken(databases: Databases, orders: StoredOrder[]): Promise<UnitsTaken[]> {
  const { rows } = await databases.inventory.query<UnitsTaken>(
    `SELECT order_id AS "orderId", sku, sum(-on_hand_delta)::float8 AS units
     FROM stock_movements
     WHERE order_id = ANY($1::text[]) GROUP BY order_id, sku HAVING sum(on_hand_delta) <> 0`,
    [orders.map(({ id }) => id)],
  );
  return rows;
}

/** Compares the movement ledger of inventory with the events of the orders. */
export async function findStockFaults(
  databases: Databases,
  orders: StoredOrder[],
): Promise<{ faults: string[]; compared: number }> {
  const gone = await readUnitsTaken(databases, orders);
  return { faults: compareUnitsTaken(orders, gone), compared: gone.length };
}

/**
 * Checks that each subscriber applied every event of the replayed orders once, and that the units
 * of each order and product left the stock and came back once.
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
    ...unexpected.map((delivery) => `${delivery} is unexpected`),
    ...stock.faults,
  ];
  return verdict(faults, `${deliveries} deliveries, ${stock.compared} stock movements by order`);
}
