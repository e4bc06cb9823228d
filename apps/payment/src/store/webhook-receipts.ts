import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/**
 * How long the ids of webhooks are kept: far longer than the 5 minutes in which one is accepted.
 */
const KEPT_DAYS = 7;

/** Stores a webhook's id in the transaction of its effect; answers false for a repeat. */
export async function claimWebhook(trx: Trx, webhookId: string): Promise<boolean> {
  const { rowCount } = await trx.query({
    name: 'webhook-claim',
    text: 'INSERT INTO webhook_receipts (webhook_id) VALUES ($1) ON CONFLICT DO NOTHING',
    values: [webhookId],
  });
  return rowCount === 1;
}

/** Deletes receipts older than 7 days: a repeat of their webhooks is refused for its age. */
export async function pruneWebhookReceipts(db: Queryable): Promise<void> {
  await db.query(
    'DELETE FROM webhook_receipts WHERE received_at < now() - make_interval(days => $1)',
    [KEPT_DAYS],
  );
}
