import type { Knex } from 'knex';

/**
 * The products of orders, by which the list is searched: a table of its own, because its rows are only
 * inserted, while those of orders change with every event. Orders from before are found after a rebuild.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE order_products (
      sku_key text NOT NULL,
      order_id text NOT NULL,
      since_version integer NOT NULL,
      PRIMARY KEY (sku_key, order_id)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE order_products');
}
