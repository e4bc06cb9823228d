import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE products (
      sku text PRIMARY KEY,
      price_minor bigint NOT NULL CHECK (price_minor >= 0),
      currency text NOT NULL,
      version int NOT NULL
    );
    CREATE TABLE order_summaries (
      order_id text PRIMARY KEY,
      status text NOT NULL,
      version int NOT NULL,
      changed_at timestamptz NOT NULL,
      customer_id text,
      total_minor bigint,
      currency text,
      placed_at timestamptz,
      driven_at timestamptz
    );
    CREATE INDEX order_summaries_newest ON order_summaries (placed_at DESC, order_id DESC);
    CREATE INDEX order_summaries_customer
      ON order_summaries (customer_id, placed_at DESC, order_id DESC);
    CREATE INDEX order_summaries_unfinished ON order_summaries (COALESCE(driven_at, changed_at))
      WHERE status IN ('placed', 'cancelling');
    CREATE TABLE stream_audit (position bigint NOT NULL);
    INSERT INTO stream_audit VALUES (0);
    CREATE TABLE inbox (
      consumer text,
      event_id text,
      received_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (consumer, event_id)
    );
    CREATE TABLE dead_letter (
      event_id text PRIMARY KEY,
      letter jsonb NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now()
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE dead_letter, inbox, stream_audit, order_summaries, products');
}
