import { isConfirmed, readOrders } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** The faults of the authorizations: each confirmed order has one, and no other order has any. */
export function compareAuthorizations(authorized: string[], confirmed: Set<string>): string[] {
  const known = new Set(authorized);
  return [
    ...authorized.filter((id) => !confirmed.has(id)).map((id) => `${id} is authorized only`),
    ...[...confirmed].filter((id) => !known.has(id)).map((id) => `${id} is confirmed only`),
  ];
}

/** Money is reserved for confirmed orders and for no others, over all orders of the database. */
export async function everyAuthorizationBelongsToAConfirmedOrder({
  databases,
}: Pick<Subject, 'databases'>): Promise<Verdict> {
  const { rows } = await databases.payment.query<{ order_id: string }>(
    `SELECT order_id FROM payments WHERE status = 'authorized'`,
  );
  const orders = [...(await readOrders(databases.order)).values()];
  const confirmed = new Set(orders.filter(isConfirmed).map(({ id }) => id));
  const faults = compareAuthorizations(
    rows.map(({ order_id }) => order_id),
    confirmed,
  );
  return verdict(faults, `${rows.length} authorizations`);
}
