import { isConfirmed, isShippedOut, readOrders, type StoredOrder } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** Order ids by the state of their payment. */
export type PaymentsByStatus = { authorized: string[]; voided: string[] };

/**
 * The faults of the authorizations: each confirmed order must have one, and no other order may have
 * one. The rest of it may be voided once nothing of the order is left to ship.
 */
export function compareAuthorizations(
  { authorized, voided }: PaymentsByStatus,
  orders: StoredOrder[],
): string[] {
  const confirmed = new Map(orders.filter(isConfirmed).map((order) => [order.id, order]));
  const reserved = new Set(authorized);
  const voidedIds = new Set(voided);
  const isMissing = (order: StoredOrder) =>
    !reserved.has(order.id) && !(voidedIds.has(order.id) && isShippedOut(order));
  return [
    ...authorized.filter((id) => !confirmed.has(id)).map((id) => `${id} is authorized only`),
    ...[...confirmed.values()].filter(isMissing).map(({ id }) => `${id} is confirmed only`),
  ];
}

/** Checks all orders of the database: confirmed orders have an authorization, others have none. */
export async function everyAuthorizationBelongsToAConfirmedOrder({
  databases,
}: Pick<Subject, 'databases'>): Promise<Verdict> {
  const { rows } = await databases.payment.query<{ id: string; status: string }>(
    `SELECT order_id AS id, status FROM payments WHERE status IN ('authorized', 'voided')`,
  );
  const having = (wanted: string) =>
    rows.filter(({ status }) => status === wanted).map(({ id }) => id);
  const authorized = having('authorized');
  const orders = [...(await readOrders(databases.order)).values()];
  const faults = compareAuthorizations({ authorized, voided: having('voided') }, orders);
  return verdict(faults, `${authorized.length} authorizations`);
}
