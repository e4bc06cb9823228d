import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Rows change in place again and again: free room on each page keeps new versions beside the old.
  await knex.raw(`
    CREATE TABLE stock (
      sku text NOT NULL,
      location text NOT NULL,
      on_hand bigint NOT NULL,
      held bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (sku, location),
      CONSTRAINT stock_on_hand_not_negative CHECK (on_hand >= 0),
      CONSTRAINT stock_held_not_negative CHECK (held >= 0),
      CONSTRAINT stock_held_at_most_on_hand CHECK (held <= on_hand)
    ) WITH (fillfactor = 50);

    CREATE TABLE receipts (
      receipt_id text PRIMARY KEY,
      sku text NOT NULL,
      location text NOT NULL,
      quantity bigint NOT NULL CHECK (quantity > 0),
      received_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE reservations (
      order_id text PRIMARY KEY,
      status text NOT NULL CHECK (status IN ('held', 'committed', 'released', 'expired')),
      lines jsonb NOT NULL,
      expires_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    ) WITH (fillfactor = 80);
    CREATE INDEX reservations_expiry ON reservations (expires_at) WHERE status = 'held';

    CREATE TABLE stock_movements (
      movement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      sku text NOT NULL,
      location text NOT NULL,
      kind text NOT NULL
        CHECK (kind IN ('receipt', 'hold', 'commit', 'release', 'expire', 'restock')),
      on_hand_delta bigint NOT NULL,
      held_delta bigint NOT NULL,
      order_id text,
      event_id text,
      receipt_id text,
      correlation_id text NOT NULL,
      at timestamptz NOT NULL DEFAULT now()
    );
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $$;
    CREATE TRIGGER stock_movements_append_only BEFORE UPDATE OR DELETE ON stock_movements
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE inbox (
      consumer text NOT NULL,
      event_id text NOT NULL,
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
  await knex.raw(`
    DROP TABLE dead_letter, inbox, stock_movements, reservations, receipts, stock;
    DROP FUNCTION refuse_change;
  `);
}
