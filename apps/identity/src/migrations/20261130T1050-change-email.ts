import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Changes of an email address that are not verified yet; at most one for each account.
    CREATE TABLE email_changes (
      customer_id text PRIMARY KEY REFERENCES accounts,
      token_hash text NOT NULL UNIQUE,
      email_mac text NOT NULL,
      email_sealed text NOT NULL,
      expires_at timestamptz NOT NULL
    );
    CREATE INDEX email_changes_expiry ON email_changes (expires_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE email_changes');
}
