import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE order_summaries ADD COLUMN confirmed_minor bigint');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE order_summaries DROP COLUMN confirmed_minor');
}
