import type { Knex } from 'knex';

/** When a program was ended; its row stays, so that its id is not given away again. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE clients ADD COLUMN ended_at timestamptz');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE clients DROP COLUMN ended_at');
}
