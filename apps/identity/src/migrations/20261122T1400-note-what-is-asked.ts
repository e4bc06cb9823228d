import type { Knex } from 'knex';

const CHECK = 'audit_log_outcome_check';

/** Actions of staff in other apps are recorded before they are performed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE audit_log DROP CONSTRAINT ${CHECK},
      ADD CONSTRAINT ${CHECK} CHECK (outcome IN ('asked', 'done', 'refused'))`);
}

/** Existing rows with `asked` stay: rows cannot be deleted. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE audit_log DROP CONSTRAINT ${CHECK},
      ADD CONSTRAINT ${CHECK} CHECK (outcome IN ('done', 'refused')) NOT VALID`);
}
