import type { Knex } from 'knex';
import {
  MOVE_STOCK as OLD_MOVE_STOCK,
  PLACE_HOLDS as OLD_PLACE_HOLDS,
} from './20261122T0421-move-stock-by-functions.ts';

// Most of what a move costs is the start of its statements, and planning them: there are as few as
// the locks allow, and all of them keep their plans.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('DROP FUNCTION place_holds; DROP FUNCTION move_stock');
  await knex.raw(SHIFT_STOCK);
  await knex.raw(JUDGE_LEVELS);
  await knex.raw(MOVE_STOCK);
  await knex.raw(PLACE_HOLDS);
}

// Makes the rows that are missing, locks all rows of the products in order, changes each row once
// by the sum of its movements and writes the ledger. The checks of the table refuse what would
// take more than there is.
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
    RAISE EXCEPTION 'there is no stock at this place' USING ERRCODE = 'check_violation';
  END IF;
END $$`;

// Must run under the locks of all rows of the products. Answers the products of which units are
// free while orders wait for them. A level is seldom crossed, so only then is it noted.
const JUDGE_LEVELS = `
CREATE FUNCTION judge_levels(changed text[], correlation text)
RETURNS text[] LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  is_crossed boolean;
  fillable text[];
BEGIN
  SELECT bool_or(coalesce(available <= low_at, false) <> coalesce(is_low, false)
                 OR (available = 0) <> coalesce(is_out, false)),
         array_agg(present.sku) FILTER (WHERE free > 0 AND waiting > 0)
  INTO is_crossed, fillable
  FROM (
    SELECT sums.sku, free, waiting, greatest(0, free - waiting) AS available
    FROM (SELECT stock.sku, sum(on_hand - held)::bigint AS free FROM stock
          WHERE stock.sku = ANY(changed) GROUP BY stock.sku) AS sums,
      LATERAL (SELECT coalesce(sum(quantity), 0)::bigint AS waiting FROM backorders
               WHERE backorders.sku = sums.sku) AS queue
  ) AS present LEFT JOIN stock_levels USING (sku);
  IF is_crossed THEN
    PERFORM note_levels(changed, correlation);
  END IF;
  RETURN coalesce(fillable, '{}');
END $$`;

// Answers the products of which units are free while orders wait for them.
const MOVE_STOCK = `
CREATE FUNCTION move_stock(
  skus text[], places text[], kinds text[], on_hand_deltas bigint[], held_deltas bigint[],
  orders text[], events text[], operations text[], correlations text[])
RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
  PERFORM shift_stock(skus, places, kinds, on_hand_deltas, held_deltas,
                      orders, events, operations, correlations);
  RETURN judge_levels(skus, correlations[1]);
END $$`;

// Writes holds that were decided on stock that nobody had locked: all of them if each still has
// room, else none. A reservation that exists by now, or units that orders wait for, fail with
// serialization_failure, units that are gone with check_violation: decide again. What the holds
// wait for themselves joins the queue behind who is there, and before the levels are judged.
const PLACE_HOLDS = `
CREATE FUNCTION place_holds(
  orders text[], ttl_seconds double precision[], order_lines jsonb[], answers jsonb[],
  skus text[], places text[], quantities bigint[], takers text[], correlations text[],
  waiting_orders text[], waiting_skus text[], waiting_quantities bigint[])
RETURNS text[] LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  placed integer;
  hold text[] := array_fill('hold'::text, ARRAY[cardinality(skus)]);
  zero bigint[] := array_fill(0::bigint, ARRAY[cardinality(skus)]);
  none text[] := array_fill(NULL::text, ARRAY[cardinality(skus)]);
BEGIN
  INSERT INTO reservations (order_id, status, lines, answer, expires_at)
  SELECT wanted.order_id, 'held', wanted.lines, wanted.answer, now() + make_interval(secs => ttl)
  FROM unnest(orders, ttl_seconds, order_lines, answers) AS wanted (order_id, ttl, lines, answer)
  ORDER BY wanted.order_id
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS placed = ROW_COUNT;
  IF placed < cardinality(orders) THEN
    RAISE EXCEPTION 'a reservation exists by now' USING ERRCODE = 'serialization_failure';
  END IF;
  PERFORM shift_stock(skus, places, hold, zero, quantities, takers, none, none, correlations);
  IF EXISTS (
    SELECT FROM backorders WHERE backorders.sku = ANY(skus) GROUP BY backorders.sku
    HAVING sum(quantity) > (
      SELECT sum(on_hand - held) FROM stock WHERE stock.sku = backorders.sku)
  ) THEN
    RAISE EXCEPTION 'orders wait for these units' USING ERRCODE = 'serialization_failure';
  END IF;
  IF cardinality(waiting_orders) > 0 THEN
    INSERT INTO backorders (order_id, sku, quantity)
    SELECT * FROM unnest(waiting_orders, waiting_skus, waiting_quantities);
  END IF;
  RETURN judge_levels(skus, correlations[1]);
END $$`;

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP FUNCTION place_holds;
    DROP FUNCTION move_stock;
    DROP FUNCTION judge_levels;
    DROP FUNCTION shift_stock;
  `);
  await knex.raw(OLD_MOVE_STOCK);
  await knex.raw(OLD_PLACE_HOLDS);
}
