import { TRY_DEAD_LETTERS_AGAIN, TRY_DEAD_LETTERS_ONCE } from '@commerce/runtime/inbox';
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(TRY_DEAD_LETTERS_AGAIN);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(TRY_DEAD_LETTERS_ONCE);
}
