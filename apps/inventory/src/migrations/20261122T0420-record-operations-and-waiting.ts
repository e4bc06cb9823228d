import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE receipts RENAME TO stock_operations;
    ALTER TABLE stock_operations RENAME COLUMN receipt_id TO operation_id;
    ALTER TABLE stock_operations RENAME COLUMN received_at TO recorded_at;
    ALTER TABLE stock_operations
      ADD COLUMN kind text NOT NULL DEFAULT 'receipt'
        CHECK (kind IN ('receipt', 'adjustment', 'transfer')),
      ADD COLUMN request jsonb;
    UPDATE stock_operations
      SET request = jsonb_build_object('location', location, 'quantity', quantity);
    ALTER TABLE stock_operations
      ALTER COLUMN kind DROP DEFAULT,
      ALTER COLUMN request SET NOT NULL,
      DROP COLUMN location,
      DROP COLUMN quantity;

    ALTER TABLE stock_movements RENAME COLUMN receipt_id TO operation_id;
    ALTER TABLE stock_movements
      DROP CONSTRAINT stock_movements_kind_check,
      ADD CONSTRAINT stock_movements_kind_check CHECK (kind IN
        ('receipt', 'adjustment', 'transfer', 'hold', 'commit', 'release', 'expire', 'restock'));
    -- The deltas are in the index, so that the sum of a long chain reads no other page.
    CREATE INDEX stock_movements_chain
      ON stock_movements (sku, movement_id) INCLUDE (on_hand_delta, held_delta);

    CREATE TABLE locations (
      location text PRIMARY KEY,
      priority integer NOT NULL
    );

    -- What the first hold answered, once that is no longer what the lines say.
    ALTER TABLE reservations
      ADD COLUMN answer jsonb,
      ADD COLUMN fills integer NOT NULL DEFAULT 0;
    CREATE TABLE reservation_commands (
      order_id text NOT NULL,
      command_id text NOT NULL,
      request jsonb NOT NULL,
      answer jsonb NOT NULL,
      PRIMARY KEY (order_id, command_id)
    );

    CREATE TABLE backorders (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      order_id text NOT NULL,
      sku text NOT NULL,
      quantity bigint NOT NULL CHECK (quantity > 0),
      queued_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (order_id, sku)
    );
    CREATE INDEX backorders_queue ON backorders (sku, position) INCLUDE (quantity);

    CREATE TABLE stock_levels (
      sku text PRIMARY KEY,
      low_at bigint,
      is_low boolean NOT NULL DEFAULT false,
      is_out boolean NOT NULL DEFAULT false,
      seq bigint NOT NULL DEFAULT 0
    );
    CREATE TABLE outbox (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      topic text NOT NULL,
      event jsonb NOT NULL
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE outbox, stock_levels, backorders, reservation_commands, locations;
    ALTER TABLE reservations DROP COLUMN answer, DROP COLUMN fills;
    DROP INDEX stock_movements_chain;
    ALTER TABLE stock_movements RENAME COLUMN operation_id TO receipt_id;
    DELETE FROM stock_operations WHERE kind <> 'receipt';
    ALTER TABLE stock_operations RENAME TO receipts;
    ALTER TABLE receipts RENAME COLUMN operation_id TO receipt_id;
    ALTER TABLE receipts RENAME COLUMN recorded_at TO received_at;
    ALTER TABLE receipts ADD COLUMN location text, ADD COLUMN quantity bigint CHECK (quantity > 0);
    UPDATE receipts
      SET location = request->>'location', quantity = (request->>'quantity')::bigint;
    ALTER TABLE receipts
      ALTER COLUMN location SET NOT NULL, ALTER COLUMN quantity SET NOT NULL,
      DROP COLUMN kind, DROP COLUMN request;
  `);
}
