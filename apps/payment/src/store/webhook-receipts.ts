import type { Queryable, Trx } from '@commerce/runtime/postgres';

/** Marks a webhook as taken, in the transaction of its effect; false when it was taken before. */
export async function claimWebhook(trx: Trx, webhookId: string): Promise<boolean> {
  const { rowCount } = await trx.query({
    name: 'webhook-claim',
    text: 'INSERT INTO webhook_receipts (webhook_id) VALUES ($1) ON CONFLICT DO NOTHING',
    values: [webhookId],
  });
  return rowCount === 1;
}

/** Forgets receipts older than keptMs: their webhooks are refused for their age by then. */
export async function forgetWebhooks(db: Queryable, keptMs: number): Promise<void> {
  await db.query(
    `DELETE FROM webhook_receipts WHERE received_at < now() - $1 * interval '1 millisecond'`,
    [keptMs],
  );
}
