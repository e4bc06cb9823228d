import type { Knex } from 'knex';

/**
 * An order changes its statuses several times on its way, and each index of a status costs one more
 * entry per change. So what every order passes through is in one index, and the statuses that most
 * orders end in, captured and delivered, are in none: their list is the list of all orders.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP INDEX order_summaries_payment, order_summaries_fulfilment;
    CREATE INDEX order_summaries_open ON order_summaries (placed_at DESC, order_id DESC)
      WHERE standing->>'paymentStatus' IN ('pending', 'authorized')
         OR standing->>'fulfilmentStatus' IN ('unshipped', 'partially-shipped');
    CREATE INDEX order_summaries_payment
      ON order_summaries ((standing->>'paymentStatus'), placed_at DESC, order_id DESC)
      WHERE standing->>'paymentStatus' NOT IN ('pending', 'authorized', 'captured');
    CREATE STATISTICS order_summaries_statuses
      ON (standing->>'paymentStatus'), (standing->>'fulfilmentStatus') FROM order_summaries;
    CREATE INDEX order_summaries_fulfilment
      ON order_summaries ((standing->>'fulfilmentStatus'), placed_at DESC, order_id DESC)
      WHERE standing->>'fulfilmentStatus' NOT IN ('unshipped', 'partially-shipped', 'delivered');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP STATISTICS order_summaries_statuses;
    DROP INDEX order_summaries_open, order_summaries_payment, order_summaries_fulfilment;
    CREATE INDEX order_summaries_payment
      ON order_summaries ((standing->>'paymentStatus'), placed_at DESC, order_id DESC);
    CREATE INDEX order_summaries_fulfilment
      ON order_summaries ((standing->>'fulfilmentStatus'), placed_at DESC, order_id DESC);
  `);
}
