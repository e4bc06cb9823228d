import type { Knex } from 'knex';

const CHECK = 'audit_log_outcome_check';

/** What people of the shop do in other apps is noted before it is done. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE audit_log DROP CONSTRAINT ${CHECK},
      ADD CONSTRAINT ${CHECK} CHECK (outcome IN ('asked', 'done', 'refused'))`);
}

/** Rows that are there stay: nothing takes one away. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE audit_log DROP CONSTRAINT ${CHECK},
      ADD CONSTRAINT ${CHECK} CHECK (outcome IN ('done', 'refused')) NOT VALID`);
}
