import { formatMinor } from '../money.ts';
import type { Databases } from './databases.ts';
import {
  isConfirmed,
  moneyMoved,
  readReplayedOrders,
  type MoneyMoved,
  type StoredOrder,
} from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

const NOTHING: MoneyMoved = { capturedMinor: 0, refundedMinor: 0 };

/**
 * The faults of the payments: according to its ledger, payment must have captured what shipped and
 * refunded what was returned. An order that was given up must have moved no money.
 */
export function compareMoney(orders: StoredOrder[], ledger: Map<string, MoneyMoved>): string[] {
  return orders.flatMap((order) => {
    const due = isConfirmed(order) ? moneyMoved(order) : NOTHING;
    const { capturedMinor, refundedMinor } = ledger.get(order.id) ?? NOTHING;
    return [
      ...(capturedMinor === due.capturedMinor
        ? []
        : [`${order.id}: ${capturedMinor} captured, ${due.capturedMinor} shipped`]),
      ...(refundedMinor === due.refundedMinor
        ? []
        : [`${order.id}: ${refundedMinor} refunded, ${due.refundedMinor} returned`]),
    ];
  });
}

async function readLedger({ payment }: Databases, ids: string[]): Promise<Map<string, MoneyMoved>> {
  const { rows } = await payment.query<{ id: string } & MoneyMoved>(
    `SELECT order_id AS id,
            coalesce(sum(amount_minor) FILTER (
              WHERE account = 'customer-payments' AND direction = 'credit'), 0)::float8
              AS "capturedMinor",
            coalesce(sum(amount_minor) FILTER (
              WHERE account = 'customer-refunds' AND direction = 'debit'), 0)::float8
              AS "refundedMinor"
     FROM ledger_entries WHERE order_id = ANY($1::text[]) GROUP BY order_id`,
    [ids],
  );
  return new Map(rows.map(({ id, ...moved }) => [id, moved]));
}

/** Voids that the provider has not confirmed yet. */
async function readOpenVoids({ payment }: Databases, ids: string[]): Promise<string[]> {
  const { rows } = await payment.query<{ id: string }>(
    `SELECT order_id AS id FROM payments
     WHERE order_id = ANY($1::text[]) AND status = 'voided' AND voided_at_provider IS NULL
       AND authorization_id IS NOT NULL`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** Compares payment's ledger with the events of the orders. */
export async function findMoneyFaults(
  databases: Databases,
  orders: StoredOrder[],
): Promise<{ faults: string[]; captured: number; refunded: number }> {
  const ids = orders.map(({ id }) => id);
  const ledger = await readLedger(databases, ids);
  const voids = await readOpenVoids(databases, ids);
  const sum = (of: (moved: MoneyMoved) => number) =>
    [...ledger.values()].reduce((total, moved) => total + of(moved), 0);
  return {
    faults: [
      ...compareMoney(orders, ledger),
      ...voids.map((id) => `${id} is not voided at the provider`),
    ],
    captured: sum(({ capturedMinor }) => capturedMinor),
    refunded: sum(({ refundedMinor }) => refundedMinor),
  };
}

/** Checks for each replayed order that captures equal shipments and refunds equal returns. */
export async function moneyEqualsShipmentsAndReturns({
  databases,
  replayed,
}: Pick<Subject, 'databases' | 'replayed'>): Promise<Verdict> {
  const orders = await readReplayedOrders(databases.order, replayed);
  const { faults, captured, refunded } = await findMoneyFaults(databases, orders);
  return verdict(faults, `${formatMinor(captured)} captured, ${formatMinor(refunded)} refunded`);
}
