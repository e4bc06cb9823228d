import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/**
 * Makes the authorizations of an order's edits, and their withdrawals, wait for each other until the transaction
 * ends. The order may have no payment yet whose row could be locked.
 */
export async function lockEdits(trx: Trx, orderId: string): Promise<void> {
  await trx.query({
    name: 'edits-lock',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`edits of ${orderId}`],
  });
}

/** Records that nothing is authorized for an edit any more. */
export async function recordWithdrawal(trx: Trx, orderId: string, editId: string): Promise<void> {
  await trx.query({
    name: 'edit-withdraw',
    text: `INSERT INTO withdrawn_edits (order_id, edit_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    values: [orderId, editId],
  });
}

/** Whether the authorization of an edit was given up. */
export async function isWithdrawn(
  db: Queryable,
  orderId: string,
  editId: string,
): Promise<boolean> {
  const { rows } = await db.query({
    name: 'edit-withdrawn',
    text: 'SELECT FROM withdrawn_edits WHERE order_id = $1 AND edit_id = $2',
    values: [orderId, editId],
  });
  return rows.length > 0;
}
