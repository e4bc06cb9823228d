import type { Knex } from 'knex';

/**
 * Numbers for people in blocks of 50, products as they are sold, and where orders stand in the list.
 * Rows of orders from before have no number, and no standing until their next event.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE SEQUENCE order_numbers INCREMENT 50 START 1001;

    ALTER TABLE products
      ADD COLUMN sku_key text,
      ADD COLUMN name text,
      ADD COLUMN details jsonb NOT NULL DEFAULT '{}';
    UPDATE products SET sku_key = sku;
    ALTER TABLE products DROP CONSTRAINT products_pkey;
    ALTER TABLE products ADD PRIMARY KEY (sku_key);

    ALTER TABLE order_summaries
      ADD COLUMN number text,
      ADD COLUMN standing jsonb;
    CREATE UNIQUE INDEX order_summaries_number ON order_summaries (number);
    CREATE INDEX order_summaries_payment
      ON order_summaries ((standing->>'paymentStatus'), placed_at DESC, order_id DESC);
    CREATE INDEX order_summaries_fulfilment
      ON order_summaries ((standing->>'fulfilmentStatus'), placed_at DESC, order_id DESC);
    CREATE INDEX order_summaries_return
      ON order_summaries ((standing->>'returnStatus'), placed_at DESC, order_id DESC)
      WHERE standing->>'returnStatus' <> 'none';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP INDEX order_summaries_number, order_summaries_payment, order_summaries_fulfilment,
      order_summaries_return;
    ALTER TABLE order_summaries DROP COLUMN number, DROP COLUMN standing;
    ALTER TABLE products DROP CONSTRAINT products_pkey;
    UPDATE products SET sku = sku_key;
    ALTER TABLE products ADD PRIMARY KEY (sku);
    ALTER TABLE products DROP COLUMN sku_key, DROP COLUMN name, DROP COLUMN details;
    DROP SEQUENCE order_numbers;
  `);
}
