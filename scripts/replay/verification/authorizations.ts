import { isConfirmed, isShippedOut, readOrders, type StoredOrder } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** Orders by what became of the money that was reserved for them. */
export type Reserved = { authorized: string[]; voided: string[] };

/**
 * The faults of the authorizations: each confirmed order has one, and no other order has any. What
 * is left of it may have been given back once nothing of the order is left to ship.
 */
export function compareAuthorizations(
  { authorized, voided }: Reserved,
  orders: StoredOrder[],
): string[] {
  const confirmed = new Map(orders.filter(isConfirmed).map((order) => [order.id, order]));
  const reserved = new Set(authorized);
  const givenBack = new Set(voided);
  const isMissing = (order: StoredOrder) =>
    !reserved.has(order.id) && !(givenBack.has(order.id) && isShippedOut(order));
  return [
    ...authorized.filter((id) => !confirmed.has(id)).map((id) => `${id} is authorized only`),
    ...[...confirmed.values()].filter(isMissing).map(({ id }) => `${id} is confirmed only`),
  ];
}

/** Money is reserved for confirmed orders and for no others, over all orders of the database. */
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
