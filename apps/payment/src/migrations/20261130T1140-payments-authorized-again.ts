import type { Knex } from 'knex';

// `ended`: the authorization ended at the provider without us, so that another one may take its place.
// `shipped_at`: the shipment of a capture is known; that of earlier captures is not, and nobody asks about them.
// `payment_attempts` says what became of an attempt, and for which edit or renewal it was made.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE payments ADD COLUMN ended boolean NOT NULL DEFAULT false,
      ADD CHECK (NOT ended OR status = 'voided');
    UPDATE payments SET ended = true
      WHERE status = 'voided' AND reason IN ('authorization-expired', 'voided-at-provider');
    ALTER TABLE payment_attempts ADD COLUMN status text, ADD COLUMN edit_id text;
    ALTER TABLE payment_operations ADD COLUMN shipped_at timestamptz;
    UPDATE payment_operations SET shipped_at = updated_at WHERE kind = 'capture';
    CREATE TABLE withdrawn_edits (
      order_id text NOT NULL,
      edit_id text NOT NULL,
      withdrawn_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (order_id, edit_id)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE withdrawn_edits;
    ALTER TABLE payment_operations DROP COLUMN shipped_at;
    ALTER TABLE payment_attempts DROP COLUMN status, DROP COLUMN edit_id;
    ALTER TABLE payments DROP COLUMN ended;
  `);
}
