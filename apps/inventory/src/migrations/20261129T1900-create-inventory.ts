import { INBOX_TABLES } from 'dapr-actor-runtime/inbox';
import { OUTBOX_TABLE } from 'dapr-actor-runtime/outbox';
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(STOCK + RESERVATIONS + INBOX_TABLES + OUTBOX_TABLE);
  for (const text of [SHIFT_STOCK, ASSESS_STOCK, MOVE_STOCK, PLACE_HOLDS]) await knex.raw(text);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP FUNCTION place_holds, move_stock, assess_stock, shift_stock;
    DROP TABLE outbox, dead_letter, inbox, backorders, reservation_commands, reservations,
      stock_levels, locations, stock_movements, stock_operations, stock;
    DROP FUNCTION refuse_change;
  `);
}

// Rows of stock and reservations change in place again and again: the fillfactor leaves room on
// each page for their new versions.
const STOCK = `
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

  CREATE TABLE stock_operations (
    operation_id text PRIMARY KEY,
    sku text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    kind text NOT NULL CHECK (kind IN ('receipt', 'adjustment', 'transfer')),
    request jsonb NOT NULL
  );

  CREATE TABLE stock_movements (
    movement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku text NOT NULL,
    location text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('receipt', 'adjustment', 'transfer', 'hold', 'commit',
                                       'release', 'expire', 'restock', 'withdraw')),
    on_hand_delta bigint NOT NULL,
    held_delta bigint NOT NULL,
    order_id text,
    event_id text,
    operation_id text,
    correlation_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  -- The index includes the deltas, so that the sum of a long chain reads no other page.
  CREATE INDEX stock_movements_chain
    ON stock_movements (sku, movement_id) INCLUDE (on_hand_delta, held_delta);
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
  END $$;
  CREATE TRIGGER stock_movements_append_only BEFORE UPDATE OR DELETE ON stock_movements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE TABLE locations (
    location text PRIMARY KEY,
    priority integer NOT NULL
  );

  CREATE TABLE stock_levels (
    sku text PRIMARY KEY,
    low_at bigint,
    is_low boolean NOT NULL DEFAULT false,
    is_out boolean NOT NULL DEFAULT false,
    seq bigint NOT NULL DEFAULT 0
  );
`;

const RESERVATIONS = `
  CREATE TABLE reservations (
    order_id text PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('held', 'committed', 'released', 'expired')),
    lines jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- The answer to the first hold, where it does not follow from the lines alone.
    answer jsonb,
    fills integer NOT NULL DEFAULT 0
  ) WITH (fillfactor = 80);
  CREATE INDEX reservations_expiry ON reservations (expires_at) WHERE status = 'held';

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
`;

// Each statement of a function sees what was committed before it, so what it reads after the row
// locks were taken is current. One statement with many parts could not: all of it sees the state
// before its locks. Most of the cost of a movement is starting and planning its statements, so
// there are as few as the locks allow, and all of them keep their plans (force_generic_plan).

// Adds missing rows, locks all rows of the products in order, changes each row once by the sum of
// its movements and writes the ledger. The checks of the table refuse what would take too much.
const SHIFT_STOCK = `
CREATE FUNCTION shift_stock(
  skus text[], places text[], kinds text[], on_hand_deltas bigint[], held_deltas bigint[],
  orders text[], events text[], operations text[], correlations text[])
RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  is_whole boolean;
BEGIN
  IF 0 < ANY (on_hand_deltas) THEN
    INSERT INTO stock (sku, location, on_hand)
    SELECT DISTINCT arriving.sku, place, 0
    FROM unnest(skus, places, on_hand_deltas) AS arriving (sku, place, units)
    WHERE units > 0 AND NOT EXISTS (
      SELECT FROM stock WHERE stock.sku = arriving.sku AND stock.location = place)
    ORDER BY arriving.sku, place
    ON CONFLICT DO NOTHING;
  END IF;
  PERFORM FROM stock WHERE stock.sku = ANY(skus) ORDER BY stock.sku, stock.location FOR UPDATE;
  WITH delta AS (
    SELECT moved.sku, place, sum(units)::bigint AS on_hand, sum(held_units)::bigint AS held
    FROM unnest(skus, places, on_hand_deltas, held_deltas) AS moved (sku, place, units, held_units)
    GROUP BY moved.sku, place
  ), changed AS (
    UPDATE stock SET on_hand = stock.on_hand + delta.on_hand, held = stock.held + delta.held
    FROM delta WHERE stock.sku = delta.sku AND stock.location = delta.place
    RETURNING 1
  ), ledger AS (
    INSERT INTO stock_movements (sku, location, kind, on_hand_delta, held_delta,
                                 order_id, event_id, operation_id, correlation_id)
    SELECT * FROM unnest(skus, places, kinds, on_hand_deltas, held_deltas,
                         orders, events, operations, correlations)
  )
  SELECT (SELECT count(*) FROM changed) = (SELECT count(*) FROM delta) INTO is_whole;
  IF NOT is_whole THEN
    RAISE EXCEPTION 'there is no stock at this location' USING ERRCODE = 'check_violation';
  END IF;
END $$`;

// Must run under the locks of all rows of the products. Answers the products with available units
// that orders have backordered, and the levels that are crossed (null if none is), for
// judgeLevel() in domain/stock-level.ts to decide on.
const ASSESS_STOCK = `
CREATE FUNCTION assess_stock(changed text[], OUT skus_to_allocate text[], OUT crossed_levels jsonb)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  SELECT coalesce(array_agg(present.sku) FILTER (WHERE free > 0 AND backordered > 0), '{}'),
         jsonb_agg(jsonb_build_object(
           'sku', present.sku, 'available', available, 'lowAt', low_at,
           'isLow', coalesce(is_low, false), 'isOut', coalesce(is_out, false),
           'seq', coalesce(seq, 0)))
         FILTER (WHERE coalesce(available <= low_at, false) <> coalesce(is_low, false)
                       OR (available = 0) <> coalesce(is_out, false))
  INTO skus_to_allocate, crossed_levels
  FROM (
    SELECT sums.sku, free, backordered, greatest(0, free - backordered) AS available
    FROM (SELECT stock.sku, sum(on_hand - held)::bigint AS free FROM stock
          WHERE stock.sku = ANY(changed) GROUP BY stock.sku) AS sums,
      LATERAL (SELECT coalesce(sum(quantity), 0)::bigint AS backordered FROM backorders
               WHERE backorders.sku = sums.sku) AS queue
  ) AS present LEFT JOIN stock_levels USING (sku);
END $$`;

const MOVE_STOCK = `
CREATE FUNCTION move_stock(
  skus text[], places text[], kinds text[], on_hand_deltas bigint[], held_deltas bigint[],
  orders text[], events text[], operations text[], correlations text[],
  OUT skus_to_allocate text[], OUT crossed_levels jsonb)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM shift_stock(skus, places, kinds, on_hand_deltas, held_deltas,
                      orders, events, operations, correlations);
  SELECT * FROM assess_stock(skus) INTO skus_to_allocate, crossed_levels;
END $$`;

// Writes holds that were decided on unlocked stock: all of them if each still has its units, or
// none. Fails with STALE if a reservation exists by now or orders have backordered the units, and
// with check_violation if units are gone: decide again. Units that the holds backorder themselves
// join the queue behind the others before the levels are assessed. A crossed level fails with
// LEVEL unless may_cross says that the caller notes it in the same transaction. That is rare, and
// BEGIN and COMMIT around each hold of three lines would cost 0.4 ms of CPU more, a third (0.2 ms
// in Node, 0.2 ms in PostgreSQL).
const PLACE_HOLDS = `
CREATE FUNCTION place_holds(
  ttl_seconds double precision, may_cross boolean,
  orders text[], order_lines jsonb[], answers jsonb[],
  skus text[], places text[], quantities bigint[], takers text[], correlations text[],
  backorder_orders text[], backorder_skus text[], backorder_quantities bigint[],
  OUT skus_to_allocate text[], OUT crossed_levels jsonb)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  placed integer;
  hold text[] := array_fill('hold'::text, ARRAY[cardinality(skus)]);
  zero bigint[] := array_fill(0::bigint, ARRAY[cardinality(skus)]);
  none text[] := array_fill(NULL::text, ARRAY[cardinality(skus)]);
BEGIN
  INSERT INTO reservations (order_id, status, lines, answer, expires_at)
  SELECT wanted.order_id, 'held', wanted.lines, wanted.answer,
         now() + make_interval(secs => ttl_seconds)
  FROM unnest(orders, order_lines, answers) AS wanted (order_id, lines, answer)
  ORDER BY wanted.order_id
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS placed = ROW_COUNT;
  IF placed < cardinality(orders) THEN
    RAISE EXCEPTION 'a reservation exists by now' USING ERRCODE = 'STALE';
  END IF;
  PERFORM shift_stock(skus, places, hold, zero, quantities, takers, none, none, correlations);
  IF EXISTS (
    SELECT FROM backorders WHERE backorders.sku = ANY(skus) GROUP BY backorders.sku
    HAVING sum(quantity) > (
      SELECT sum(on_hand - held) FROM stock WHERE stock.sku = backorders.sku)
  ) THEN
    RAISE EXCEPTION 'orders have backordered these units' USING ERRCODE = 'STALE';
  END IF;
  IF cardinality(backorder_orders) > 0 THEN
    INSERT INTO backorders (order_id, sku, quantity)
    SELECT * FROM unnest(backorder_orders, backorder_skus, backorder_quantities);
  END IF;
  SELECT * FROM assess_stock(skus) INTO skus_to_allocate, crossed_levels;
  IF crossed_levels IS NOT NULL AND NOT may_cross THEN
    RAISE EXCEPTION 'a stock level is crossed' USING ERRCODE = 'LEVEL';
  END IF;
END $$`;
