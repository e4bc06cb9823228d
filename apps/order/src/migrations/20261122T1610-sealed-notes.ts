import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE repair_audit ADD COLUMN personal text');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE repair_audit DROP COLUMN personal');
}
