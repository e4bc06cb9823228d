import type { Knex } from 'knex';

/** The reference of who placed an order, in the list. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE order_summaries ADD COLUMN reference text;
    CREATE INDEX order_summaries_reference ON order_summaries (reference)
      WHERE reference IS NOT NULL;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE order_summaries DROP COLUMN reference');
}
