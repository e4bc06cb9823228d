import type { Databases } from './databases.ts';
import { findDeliveryFaults } from './deliveries.ts';
import {
  isConfirmed,
  readReplayedOrders,
  unitsDispatched,
  unitsTaken,
  type StoredOrder,
} from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** The units of a product that an order has according to the movement ledger. */
export type UnitsTaken = {
  orderId: string;
  sku: string;
  /** Reserved or with the customer. */
  units: number;
  /**
   * With the customer: they left the shelf and did not come back. Null if they left it when the order
   * was confirmed, as all did before units left at dispatch.
   */
  dispatched: number | null;
};

/**
 * The faults of the stock by order: the movement ledger must have the units that the order has
 * taken and dispatched according to its events, and none for an order that is not confirmed.
 */
export function compareUnitsTaken(orders: StoredOrder[], gone: UnitsTaken[]): string[] {
  const due = new Map<string, { units: number; dispatched: number }>();
  for (const order of orders.filter(isConfirmed)) {
    const dispatched = unitsDispatched(order);
    for (const [sku, units] of unitsTaken(order)) {
      if (units === 0) continue;
      due.set(`${order.id} ${sku}`, { units, dispatched: dispatched.get(sku) ?? 0 });
    }
  }
  const faults: string[] = [];
  for (const { orderId, sku, units, dispatched } of gone) {
    const key = `${orderId} ${sku}`;
    const expected = due.get(key);
    if (expected === undefined) faults.push(`${key}: ${units} are taken unexpectedly or twice`);
    else if (expected.units !== units)
      faults.push(`${key}: ${units} are taken, ${expected.units} expected`);
    else if (dispatched !== null && dispatched !== expected.dispatched)
      faults.push(`${key}: ${dispatched} left the shelf, ${expected.dispatched} expected`);
    due.delete(key);
  }
  return [...faults, ...[...due.keys()].map((key) => `${key}: none are taken`)];
}

async function readUnitsTaken(databases: Databases, orders: StoredOrder[]): Promise<UnitsTaken[]> {
  const { rows } = await databases.inventory.query<UnitsTaken>(
    `SELECT order_id AS "orderId", sku, sum(reserved_delta - on_hand_delta)::float8 AS units,
            CASE WHEN NOT bool_or(kind = 'commit') THEN sum(-on_hand_delta)::float8 END AS dispatched
     FROM stock_movements
     WHERE order_id = ANY($1::text[]) GROUP BY order_id, sku
     HAVING sum(reserved_delta - on_hand_delta) <> 0`,
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
 * of each order and product were taken, dispatched and came back once.
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
