import type { Knex } from 'knex';

// `edit_id` says for which edit of the order the authorization was made, so that a repeat is recognized.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE payments ADD COLUMN edit_id text;');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE payments DROP COLUMN edit_id;');
}
