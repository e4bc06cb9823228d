import type { Knex } from 'knex';

/**
 * Units leave the stock at dispatch, locations are declared, and returned units can be in quarantine.
 *
 * What an order has confirmed before left the stock then, and whether it has been dispatched since is
 * not known here: these units stay off the shelf as left_at_commit, and their dispatch changes no count.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(DROP_FUNCTIONS + LOCATIONS + PRODUCTS + COUNTS + RESERVATIONS);
  for (const text of [SHIFT_STOCK, ASSESS_STOCK, MOVE_STOCK, PLACE_HOLDS]) await knex.raw(text);
}

/** Not possible: the units of confirmed orders are on the shelf, and no older row says that. */
export function down(): Promise<void> {
  return Promise.reject(
    new Error('units on the shelf of confirmed orders cannot be undone: restore'),
  );
}

const DROP_FUNCTIONS = 'DROP FUNCTION place_holds, move_stock, assess_stock, shift_stock;';

// Ids are compared without letter case by their key. Locations from before that differ in case only
// stay apart: the key of one of them is its exact id, which no key in lower case can equal.
const LOCATIONS = `
  INSERT INTO locations (location, priority) SELECT DISTINCT location, 100 FROM stock
  ON CONFLICT DO NOTHING;
  INSERT INTO locations (location, priority) SELECT 'main', 100
  WHERE NOT EXISTS (SELECT FROM locations WHERE lower(location) = 'main');
  ALTER TABLE locations ADD COLUMN key text, ADD COLUMN name text, ADD COLUMN country text;
  UPDATE locations SET name = location, key = CASE nth WHEN 1 THEN lower(location) ELSE location END
  FROM (SELECT location AS id,
               row_number() OVER (PARTITION BY lower(location)
                                  ORDER BY location = lower(location) DESC, location) AS nth
        FROM locations) AS same
  WHERE id = location;
  ALTER TABLE locations ALTER COLUMN key SET NOT NULL, ALTER COLUMN name SET NOT NULL,
    ADD CONSTRAINT locations_key UNIQUE (key);
  ALTER TABLE stock ADD CONSTRAINT stock_location_declared
    FOREIGN KEY (location) REFERENCES locations (location);
`;

const PRODUCTS = `
  CREATE TABLE products (
    -- The key of the SKU, and how the catalog spells it.
    sku text PRIMARY KEY,
    spelling text NOT NULL
  );
`;

// Older rows of the ledger keep their kinds, which say what they did: a commit took units off the
// shelf. Their quantity is the larger of their deltas.
const COUNTS = `
  ALTER TABLE stock RENAME COLUMN held TO reserved;
  ALTER TABLE stock RENAME CONSTRAINT stock_held_not_negative TO stock_reserved_not_negative;
  ALTER TABLE stock ADD COLUMN quarantined bigint NOT NULL DEFAULT 0,
    DROP CONSTRAINT stock_held_at_most_on_hand,
    ADD CONSTRAINT stock_quarantined_not_negative CHECK (quarantined >= 0),
    ADD CONSTRAINT stock_available_not_negative CHECK (reserved + quarantined <= on_hand);

  ALTER TABLE stock_operations DROP CONSTRAINT stock_operations_kind_check,
    ADD CONSTRAINT stock_operations_kind_check
      CHECK (kind IN ('receipt', 'adjustment', 'transfer', 'inspection'));

  ALTER TABLE stock_movements RENAME COLUMN held_delta TO reserved_delta;
  ALTER TABLE stock_movements ADD COLUMN quarantined_delta bigint NOT NULL DEFAULT 0,
    ADD COLUMN quantity bigint,
    DROP CONSTRAINT stock_movements_kind_check,
    ADD CONSTRAINT stock_movements_kind_check
      CHECK (kind IN ('receipt', 'adjust', 'transfer', 'reserve', 'confirm', 'ship', 'release',
                      'expire', 'return', 'withdraw', 'scrap',
                      'adjustment', 'hold', 'commit', 'restock'));
  DROP INDEX stock_movements_chain;
  CREATE INDEX stock_movements_chain ON stock_movements (sku, movement_id)
    INCLUDE (on_hand_delta, reserved_delta, quarantined_delta);
`;

// A reservation without left_at_commit was confirmed, or will be, when units leave at dispatch.
const RESERVATIONS = `
  ALTER TABLE reservations ADD COLUMN shipped jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN left_at_commit jsonb;
  UPDATE reservations SET left_at_commit = lines, lines = '[]',
         answer = coalesce(answer, jsonb_build_object('allocations', lines))
  WHERE status = 'committed' AND lines <> '[]';
`;

// Each statement of a function sees what was committed before it, so what it reads after the row
// locks were taken is current. One statement with many parts could not: all of it sees the state
// before its locks. Most of the cost of a movement is starting and planning its statements, so
// there are as few as the locks allow, and all of them keep their plans (force_generic_plan).

// Adds missing rows, locks all rows of the products in order, changes each row once by the sum of
// its movements and writes the ledger. The checks of the table refuse what would take too much.
const SHIFT_STOCK = `
CREATE FUNCTION shift_stock(
  skus text[], places text[], kinds text[], quantities bigint[],
  on_hand_deltas bigint[], reserved_deltas bigint[], quarantined_deltas bigint[],
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
    SELECT moved.sku, place, sum(units)::bigint AS on_hand, sum(reserved_units)::bigint AS reserved,
           sum(quarantined_units)::bigint AS quarantined
    FROM unnest(skus, places, on_hand_deltas, reserved_deltas, quarantined_deltas)
      AS moved (sku, place, units, reserved_units, quarantined_units)
    GROUP BY moved.sku, place
  ), changed AS (
    UPDATE stock SET on_hand = stock.on_hand + delta.on_hand,
           reserved = stock.reserved + delta.reserved,
           quarantined = stock.quarantined + delta.quarantined
    FROM delta WHERE stock.sku = delta.sku AND stock.location = delta.place
    RETURNING 1
  ), ledger AS (
    INSERT INTO stock_movements (sku, location, kind, quantity, on_hand_delta, reserved_delta,
                                 quarantined_delta, order_id, event_id, operation_id, correlation_id)
    SELECT * FROM unnest(skus, places, kinds, quantities, on_hand_deltas, reserved_deltas,
                         quarantined_deltas, orders, events, operations, correlations)
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
    FROM (SELECT stock.sku, sum(on_hand - reserved - quarantined)::bigint AS free FROM stock
          WHERE stock.sku = ANY(changed) GROUP BY stock.sku) AS sums,
      LATERAL (SELECT coalesce(sum(quantity), 0)::bigint AS backordered FROM backorders
               WHERE backorders.sku = sums.sku) AS queue
  ) AS present LEFT JOIN stock_levels USING (sku);
END $$`;

const MOVE_STOCK = `
CREATE FUNCTION move_stock(
  skus text[], places text[], kinds text[], quantities bigint[],
  on_hand_deltas bigint[], reserved_deltas bigint[], quarantined_deltas bigint[],
  orders text[], events text[], operations text[], correlations text[],
  OUT skus_to_allocate text[], OUT crossed_levels jsonb)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM shift_stock(skus, places, kinds, quantities, on_hand_deltas, reserved_deltas,
                      quarantined_deltas, orders, events, operations, correlations);
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
  reserve text[] := array_fill('reserve'::text, ARRAY[cardinality(skus)]);
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
  PERFORM shift_stock(skus, places, reserve, quantities, zero, quantities, zero, takers, none, none,
                      correlations);
  IF EXISTS (
    SELECT FROM backorders WHERE backorders.sku = ANY(skus) GROUP BY backorders.sku
    HAVING sum(quantity) > (
      SELECT sum(on_hand - reserved - quarantined) FROM stock WHERE stock.sku = backorders.sku)
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
