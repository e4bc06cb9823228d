import { INBOX_TABLES } from 'dapr-actor-runtime/inbox';
import { STREAM_AUDIT_TABLE } from 'dapr-actor-runtime/streams';
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE products (
      sku text PRIMARY KEY,
      price_minor bigint NOT NULL CHECK (price_minor >= 0),
      currency text NOT NULL,
      version int NOT NULL
    );

    -- The keys of orders whose customers have no account. An encrypted text names its key; keys are
    -- created ahead, so some belong to no order.
    CREATE TABLE order_keys (
      id text PRIMARY KEY,
      wrapped text,
      created_at timestamptz NOT NULL DEFAULT now(),
      destroyed_at timestamptz,
      CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
    );

    ${STREAM_AUDIT_TABLE}

    ${READ_MODELS}
    ${INBOX_TABLES}
  `);
}

const READ_MODELS = `
  CREATE TABLE order_summaries (
    order_id text PRIMARY KEY,
    status text NOT NULL,
    version int NOT NULL,
    changed_at timestamptz NOT NULL,
    customer_id text,
    total_minor bigint,
    currency text,
    placed_at timestamptz,
    driven_at timestamptz,
    confirmed_minor bigint
  );
  CREATE INDEX order_summaries_newest ON order_summaries (placed_at DESC, order_id DESC);
  CREATE INDEX order_summaries_customer
    ON order_summaries (customer_id, placed_at DESC, order_id DESC);
  CREATE INDEX order_summaries_unfinished ON order_summaries (COALESCE(driven_at, changed_at))
    WHERE status IN ('placed', 'cancelling');

  CREATE TABLE order_sagas (
    order_id text NOT NULL,
    saga text NOT NULL,
    return_id text NOT NULL DEFAULT '',
    version int NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'parked', 'ended')),
    changed_at timestamptz NOT NULL,
    step text,
    reason text,
    compensating boolean,
    driven_at timestamptz,
    PRIMARY KEY (order_id, saga, return_id)
  );
  CREATE INDEX order_sagas_parked ON order_sagas (changed_at, order_id, return_id)
    WHERE state = 'parked';
  CREATE INDEX order_sagas_running ON order_sagas (COALESCE(driven_at, changed_at))
    WHERE state = 'running';

  CREATE TABLE repair_audit (
    event_id text PRIMARY KEY,
    order_id text NOT NULL,
    return_id text NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    done_by text NOT NULL,
    action text NOT NULL,
    saga text NOT NULL,
    step text NOT NULL,
    reason text NOT NULL,
    note text,
    personal text
  );
  CREATE INDEX repair_audit_order ON repair_audit (order_id, at);
  -- Only a rebuild from the streams may correct a row.
  CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('commerce.rebuild', true) IS DISTINCT FROM 'on' THEN
      RAISE EXCEPTION 'repair_audit is append-only';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER repair_audit_append_only BEFORE UPDATE OR DELETE ON repair_audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
`;

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE inbox, dead_letter, repair_audit, order_sagas, order_summaries, stream_audit,
      order_keys, products;
    DROP FUNCTION refuse_change_of_audit;
  `);
}
