import { OUTBOX_TABLE } from 'dapr-actor-runtime/outbox';
import type { Knex } from 'knex';

// `payments` has the latest attempt of an order; those before it are in `payment_attempts`. So an
// order that is paid with its first card needs one row.
const PAYMENTS = `
  ALTER TABLE payments
    ADD COLUMN attempt integer NOT NULL DEFAULT 1 CHECK (attempt > 0),
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN captures text CHECK (captures IN ('one', 'many')),
    ADD COLUMN action jsonb,
    ADD COLUMN disputed_minor bigint NOT NULL DEFAULT 0 CHECK (disputed_minor >= 0),
    ADD COLUMN event_seq integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT payments_status_check,
    ADD CONSTRAINT payments_status_check
      CHECK (status IN ('authorized', 'requires-action', 'declined', 'voided')),
    ADD CHECK (status <> 'requires-action' OR (authorization_id IS NOT NULL AND
      action IS NOT NULL AND expires_at IS NOT NULL));
  CREATE INDEX payments_open_actions ON payments (expires_at) WHERE status = 'requires-action';

  CREATE TABLE payment_attempts (
    order_id text NOT NULL,
    attempt integer NOT NULL,
    authorization_id text,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (order_id, attempt)
  );

  CREATE TABLE payment_disputes (
    order_id text NOT NULL,
    dispute_id text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    state text NOT NULL CHECK (state IN ('opened', 'won', 'lost')),
    opened_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (order_id, dispute_id)
  );
`;

const OPERATIONS = `
  ALTER TABLE payment_operations
    ADD COLUMN moved_minor bigint CHECK (moved_minor >= 0),
    ADD COLUMN is_foreign boolean NOT NULL DEFAULT false,
    ADD COLUMN pending boolean NOT NULL DEFAULT false,
    ADD COLUMN refund_kind text
      CHECK (refund_kind IN ('return', 'goodwill', 'adjustment', 'fee')),
    DROP CONSTRAINT payment_operations_status_check,
    DROP CONSTRAINT payment_operations_check,
    DROP CONSTRAINT payment_operations_check1,
    ADD CONSTRAINT payment_operations_status_check
      CHECK (status IN ('open', 'done', 'refused', 'failed')),
    ADD CHECK ((status IN ('done', 'failed')) = (provider_id IS NOT NULL)),
    ADD CHECK ((status IN ('refused', 'failed')) = (reason IS NOT NULL)),
    ADD CHECK (status <> 'failed' OR kind = 'refund');
`;

const LEDGER = `
  ALTER TABLE ledger_entries
    DROP CONSTRAINT ledger_entries_account_check,
    ADD CONSTRAINT ledger_entries_account_check
      CHECK (account IN ('provider-receivable', 'customer-payments', 'customer-refunds',
                         'disputed-payments', 'dispute-losses'));
`;

const FINDINGS = `
  CREATE TABLE reconciliation_findings (
    finding_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id text NOT NULL,
    operation_id text NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    -- What moved at the provider and is not in our books, if the finding is about that.
    movement jsonb,
    state text NOT NULL DEFAULT 'open'
      CHECK (state IN ('open', 'acknowledged', 'resolved', 'booked')),
    note text,
    decided_by text,
    found_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz,
    UNIQUE (order_id, operation_id, reason)
  );
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(PAYMENTS + OPERATIONS + LEDGER + FINDINGS + OUTBOX_TABLE);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE outbox, reconciliation_findings, payment_disputes, payment_attempts;
    ALTER TABLE payments
      DROP CONSTRAINT payments_status_check,
      DROP COLUMN attempt, DROP COLUMN expires_at, DROP COLUMN captures, DROP COLUMN action,
      DROP COLUMN disputed_minor, DROP COLUMN event_seq,
      ADD CONSTRAINT payments_status_check
        CHECK (status IN ('authorized', 'declined', 'voided'));
    ALTER TABLE payment_operations
      DROP CONSTRAINT payment_operations_status_check,
      DROP CONSTRAINT payment_operations_check, DROP CONSTRAINT payment_operations_check1,
      DROP CONSTRAINT payment_operations_check2,
      DROP COLUMN moved_minor, DROP COLUMN is_foreign, DROP COLUMN pending, DROP COLUMN refund_kind,
      ADD CONSTRAINT payment_operations_status_check CHECK (status IN ('open', 'done', 'refused')),
      ADD CHECK ((status = 'done') = (provider_id IS NOT NULL)),
      ADD CHECK ((status = 'refused') = (reason IS NOT NULL));
    ALTER TABLE ledger_entries
      DROP CONSTRAINT ledger_entries_account_check,
      ADD CONSTRAINT ledger_entries_account_check
        CHECK (account IN ('provider-receivable', 'customer-payments', 'customer-refunds'));
  `);
}
