import { INBOX_TABLES } from 'dapr-actor-runtime/inbox';
import type { Knex } from 'knex';

// The checks and triggers are the second line of defence behind the rules in domain/: no code can
// commit a violation.

const PAYMENTS = `
  CREATE TABLE payments (
    order_id text PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('authorized', 'declined', 'voided')),
    amount_minor bigint CHECK (amount_minor >= 0),
    currency text,
    authorization_id text,
    reason text,
    voided_at_provider timestamptz,
    void_tried_at timestamptz,
    captured_minor bigint NOT NULL DEFAULT 0,
    refunded_minor bigint NOT NULL DEFAULT 0,
    capture_total_minor bigint CHECK (capture_total_minor >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((amount_minor IS NULL) = (currency IS NULL)),
    CHECK (status = 'voided' OR amount_minor IS NOT NULL),
    CHECK (status = 'voided' OR voided_at_provider IS NULL),
    CHECK (status <> 'authorized' OR authorization_id IS NOT NULL),
    CHECK (status <> 'declined' OR reason IS NOT NULL),
    CHECK (captured_minor BETWEEN 0 AND coalesce(amount_minor, 0)),
    CHECK (refunded_minor BETWEEN 0 AND captured_minor)
  );
  CREATE INDEX payments_updated ON payments (updated_at);
  CREATE INDEX payments_open_voids ON payments (void_tried_at NULLS FIRST)
    WHERE status = 'voided' AND voided_at_provider IS NULL;
`;

const OPERATIONS = `
  CREATE TABLE payment_operations (
    order_id text NOT NULL,
    operation_id text NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL CHECK (kind IN ('capture', 'refund')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'done', 'refused')),
    attempt integer NOT NULL CHECK (attempt > 0),
    provider_id text,
    reason text,
    asked_because text,
    tried_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (order_id, operation_id),
    CHECK ((status = 'done') = (provider_id IS NOT NULL)),
    CHECK ((status = 'refused') = (reason IS NOT NULL))
  );
  CREATE INDEX payment_operations_open ON payment_operations (tried_at NULLS FIRST, position)
    WHERE status = 'open';
  CREATE INDEX payment_operations_refused ON payment_operations (order_id)
    WHERE status = 'refused';
`;

const LEDGER = `
  CREATE TABLE ledger_entries (
    entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_id text NOT NULL,
    account text NOT NULL
      CHECK (account IN ('provider-receivable', 'customer-payments', 'customer-refunds')),
    direction text NOT NULL CHECK (direction IN ('debit', 'credit')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    order_id text NOT NULL,
    operation_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (transaction_id, account, direction, currency)
  );
  CREATE INDEX ledger_entries_order ON ledger_entries (order_id);

  CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'the ledger is append-only';
  END $$;
  CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();

  CREATE FUNCTION refuse_imbalance() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT FROM ledger_entries WHERE transaction_id = NEW.transaction_id
      GROUP BY currency
      HAVING sum(CASE direction WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
    ) THEN
      RAISE EXCEPTION 'ledger transaction % does not balance', NEW.transaction_id;
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_imbalance();
`;

const WEBHOOKS = `
  CREATE TABLE webhook_receipts (
    webhook_id text PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX webhook_receipts_received ON webhook_receipts (received_at);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(PAYMENTS + OPERATIONS + LEDGER + WEBHOOKS + INBOX_TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE payments, payment_operations, ledger_entries, webhook_receipts, inbox, dead_letter;
    DROP FUNCTION refuse_imbalance, refuse_change_of_ledger;
  `);
}
