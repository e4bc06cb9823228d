import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE payments (
      order_id text PRIMARY KEY,
      status text NOT NULL CHECK (status IN ('authorized', 'declined', 'voided')),
      amount_minor bigint CHECK (amount_minor >= 0),
      currency text,
      authorization_id text,
      reason text,
      voided_at_provider timestamptz,
      void_tried_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CHECK ((amount_minor IS NULL) = (currency IS NULL)),
      CHECK (status = 'voided' OR amount_minor IS NOT NULL),
      CHECK (status = 'voided' OR voided_at_provider IS NULL),
      CHECK (status <> 'authorized' OR authorization_id IS NOT NULL),
      CHECK (status <> 'declined' OR reason IS NOT NULL)
    );
    CREATE INDEX payments_open_voids ON payments (void_tried_at NULLS FIRST)
      WHERE status = 'voided' AND voided_at_provider IS NULL;
    CREATE TABLE inbox (
      consumer text,
      event_id text,
      received_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (consumer, event_id)
    );
    CREATE TABLE dead_letter (
      event_id text PRIMARY KEY,
      letter jsonb NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now()
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE payments, inbox, dead_letter');
}
