import type { Dispute, DisputeState } from '@commerce/contracts/payment/payment-api';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/** The disputes of each order, oldest first. */
export async function findDisputes(
  db: Queryable,
  orderIds: string[],
): Promise<Map<string, Dispute[]>> {
  const { rows } = await db.query<{
    order_id: string;
    dispute_id: string;
    amount_minor: number;
    currency: string;
    state: DisputeState;
  }>({
    name: 'disputes-find',
    text: `SELECT order_id, dispute_id, amount_minor, currency, state FROM payment_disputes
           WHERE order_id = ANY($1) ORDER BY opened_at, dispute_id`,
    values: [orderIds],
  });
  const found = new Map<string, Dispute[]>(orderIds.map((id) => [id, []]));
  for (const { order_id, dispute_id, amount_minor, currency, state } of rows) {
    const amount = { amountMinor: amount_minor, currency };
    found.get(order_id)?.push({ disputeId: dispute_id, amount, state });
  }
  return found;
}

/** Inserts a dispute, or changes the state of the one with its id. */
export async function saveDispute(
  trx: Trx,
  orderId: string,
  { disputeId, amount, state }: Dispute,
): Promise<void> {
  await trx.query({
    name: 'dispute-save',
    text: `INSERT INTO payment_disputes (order_id, dispute_id, amount_minor, currency, state)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (order_id, dispute_id)
             DO UPDATE SET state = excluded.state, updated_at = now()`,
    values: [orderId, disputeId, amount.amountMinor, amount.currency, state],
  });
}
