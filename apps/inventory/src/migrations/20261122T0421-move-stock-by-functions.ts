import type { Knex } from 'knex';

// Each statement of a function sees what was committed before it, so what is read after the row
// locks were taken is the truth. One statement with many parts could not: all of it sees the state
// of before its locks.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(NOTE_LEVELS);
  await knex.raw(MOVE_STOCK);
  await knex.raw(PLACE_HOLDS);
}

// Must run under the locks of all rows of the products. Answers the products of which units are
// free while orders wait for them. Planning it anew for each call would cost more than running it.
const NOTE_LEVELS = `
CREATE FUNCTION note_levels(changed text[], correlation text)
RETURNS TABLE (fillable text) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  WITH sums AS (
    SELECT stock.sku, sum(on_hand - held)::bigint AS free FROM stock
    WHERE stock.sku = ANY(changed) GROUP BY stock.sku
  ), present AS (
    SELECT sums.sku, free, waiting, greatest(0, free - waiting) AS available
    FROM sums, LATERAL (SELECT coalesce(sum(quantity), 0)::bigint AS waiting FROM backorders
                        WHERE backorders.sku = sums.sku) AS queue
  ), judged AS (
    SELECT present.sku, available, low_at,
           coalesce(is_low, false) AS was_low, coalesce(is_out, false) AS was_out,
           coalesce(available <= low_at, false) AS now_low, available = 0 AS now_out
    FROM present LEFT JOIN stock_levels USING (sku)
  ), crossed AS (
    SELECT *, CASE WHEN now_low AND NOT was_low THEN 'StockLow.v1'
                   WHEN was_out AND NOT now_out THEN 'StockBackIn.v1' END AS type
    FROM judged WHERE was_low <> now_low OR was_out <> now_out
  ), written AS (
    INSERT INTO stock_levels AS level (sku, is_low, is_out, seq)
    SELECT sku, now_low, now_out, (type IS NOT NULL)::int FROM crossed ORDER BY sku
    ON CONFLICT (sku) DO UPDATE SET is_low = excluded.is_low, is_out = excluded.is_out,
                                    seq = level.seq + excluded.seq
    RETURNING level.sku, level.seq
  ), told AS (
    INSERT INTO outbox (topic, event)
    SELECT 'stock', jsonb_build_object(
      'id', crossed.sku || ':' || written.seq, 'type', type, 'stream', crossed.sku,
      'seq', written.seq, 'correlationId', correlation,
      'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', jsonb_build_object('sku', crossed.sku, 'available', available)
              || CASE WHEN type = 'StockLow.v1' THEN jsonb_build_object('lowAt', low_at)
                      ELSE '{}' END)
    FROM crossed JOIN written USING (sku) WHERE type IS NOT NULL
  )
  SELECT present.sku FROM present WHERE free > 0 AND waiting > 0 ORDER BY present.sku;
END $$`;

// Makes the rows that are missing, locks all rows of the products in order, changes each row once
// by the sum of its movements and writes the ledger. The checks of the table refuse what would
// take more than there is.
export const MOVE_STOCK = `
CREATE FUNCTION move_stock(
  skus text[], places text[], kinds text[], on_hand_deltas bigint[], held_deltas bigint[],
  orders text[], events text[], operations text[], correlations text[])
RETURNS TABLE (fillable text) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stock (sku, location, on_hand)
  SELECT DISTINCT arriving.sku, place, 0
  FROM unnest(skus, places, on_hand_deltas) AS arriving (sku, place, units)
  WHERE units > 0 AND NOT EXISTS (
    SELECT FROM stock WHERE stock.sku = arriving.sku AND stock.location = place)
  ORDER BY arriving.sku, place
  ON CONFLICT DO NOTHING;
  PERFORM FROM stock WHERE stock.sku = ANY(skus) ORDER BY stock.sku, stock.location FOR UPDATE;
  UPDATE stock SET on_hand = stock.on_hand + delta.on_hand, held = stock.held + delta.held
  FROM (SELECT moved.sku, place, sum(units)::bigint AS on_hand, sum(held_units)::bigint AS held
        FROM unnest(skus, places, on_hand_deltas, held_deltas)
          AS moved (sku, place, units, held_units)
        GROUP BY moved.sku, place) AS delta
  WHERE stock.sku = delta.sku AND stock.location = delta.place;
  IF EXISTS (
    SELECT FROM unnest(skus, places) AS moved (sku, place)
    WHERE NOT EXISTS (
      SELECT FROM stock WHERE stock.sku = moved.sku AND stock.location = place)
  ) THEN
    RAISE EXCEPTION 'there is no stock at this place' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO stock_movements (sku, location, kind, on_hand_delta, held_delta,
                               order_id, event_id, operation_id, correlation_id)
  SELECT * FROM unnest(skus, places, kinds, on_hand_deltas, held_deltas,
                       orders, events, operations, correlations);
  RETURN QUERY SELECT * FROM note_levels(
    ARRAY(SELECT DISTINCT moved.sku FROM unnest(skus) AS moved (sku)), correlations[1]);
END $$`;

// Writes holds that were decided on stock that nobody had locked: all of them if each still has
// room, else none. A reservation that exists by now, or units that orders wait for, fail with
// serialization_failure, units that are gone with check_violation: decide again.
export const PLACE_HOLDS = `
CREATE FUNCTION place_holds(
  orders text[], ttl_seconds double precision[], order_lines jsonb[], answers jsonb[],
  skus text[], places text[], quantities bigint[], takers text[], correlations text[],
  waiting_orders text[], waiting_skus text[], waiting_quantities bigint[])
RETURNS TABLE (fillable text) LANGUAGE plpgsql AS $$
DECLARE
  placed integer;
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
  PERFORM FROM stock WHERE stock.sku = ANY(skus) ORDER BY stock.sku, stock.location FOR UPDATE;
  IF EXISTS (
    SELECT FROM (
      SELECT taken.sku, sum(units) AS units FROM unnest(skus, quantities) AS taken (sku, units)
      GROUP BY taken.sku
    ) AS taken, LATERAL (
      SELECT sum(quantity) AS units FROM backorders WHERE backorders.sku = taken.sku
    ) AS waiting
    WHERE waiting.units > 0 AND waiting.units + taken.units > (
      SELECT sum(on_hand - held) FROM stock WHERE stock.sku = taken.sku)
  ) THEN
    RAISE EXCEPTION 'orders wait for these units' USING ERRCODE = 'serialization_failure';
  END IF;
  INSERT INTO backorders (order_id, sku, quantity)
  SELECT * FROM unnest(waiting_orders, waiting_skus, waiting_quantities);
  RETURN QUERY SELECT * FROM move_stock(
    skus, places, array_fill('hold'::text, ARRAY[cardinality(skus)]),
    array_fill(0::bigint, ARRAY[cardinality(skus)]), quantities, takers,
    array_fill(NULL::text, ARRAY[cardinality(skus)]),
    array_fill(NULL::text, ARRAY[cardinality(skus)]), correlations);
END $$`;

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP FUNCTION place_holds; DROP FUNCTION move_stock; DROP FUNCTION note_levels');
}
