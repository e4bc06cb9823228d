import type { Knex } from 'knex';

/** When a client was ended. Its row stays, so that its id is not reused. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE clients ADD COLUMN ended_at timestamptz');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE clients DROP COLUMN ended_at');
}
