import type { Knex } from 'knex';

/** The tags of orders in the list. Those of older orders come with their next change, or with a rebuild. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE order_summaries ADD COLUMN tags jsonb;
    CREATE INDEX order_summaries_tags ON order_summaries USING gin ((tags->'tags'))
      WHERE tags IS NOT NULL;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE order_summaries DROP COLUMN tags');
}
