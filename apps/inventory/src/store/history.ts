import type { StockHistory, StockMovement } from '@commerce/contracts/inventory/stock-api';
import type { Queryable } from '@commerce/runtime/postgres';

interface HistoryRow {
  items: StockMovement[] | null;
  onHand: number | null;
  held: number | null;
  stockOnHand: number | null;
  stockHeld: number | null;
}

/**
 * A page of the movements of a product after the one with the id `after`, oldest first, with the
 * sums over all of them. One statement, so that sums, stock and page are of one moment. Undefined
 * when the product was never in stock.
 */
export async function readHistory(
  database: Queryable,
  sku: string,
  { after, limit }: { after: number; limit: number },
): Promise<StockHistory | undefined> {
  const { rows } = await database.query<HistoryRow>({
    name: 'stock-history',
    text: `SELECT sums.*, now_there.*, page.* FROM
      (SELECT sum(on_hand_delta)::bigint AS "onHand", sum(held_delta)::bigint AS held
       FROM stock_movements WHERE sku = $1) AS sums,
      (SELECT sum(on_hand)::bigint AS "stockOnHand", sum(held)::bigint AS "stockHeld"
       FROM stock WHERE sku = $1) AS now_there,
      (SELECT json_agg(json_strip_nulls(json_build_object(
         'id', movement_id,
         'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'kind', kind, 'location', location,
         'onHandDelta', on_hand_delta, 'heldDelta', held_delta, 'orderId', order_id,
         'eventId', event_id, 'operationId', operation_id, 'reason', reason, 'note', note,
         'correlationId', correlation_id)) ORDER BY movement_id) AS items
       FROM (
         SELECT movement.*, request->>'reason' AS reason, request->>'note' AS note
         FROM stock_movements AS movement LEFT JOIN stock_operations USING (operation_id)
         WHERE movement.sku = $1 AND movement_id > $2 ORDER BY movement_id LIMIT $3
       ) AS movement) AS page`,
    values: [sku, after, limit + 1],
  });
  const [row] = rows;
  if (row === undefined || row.stockOnHand === null) return undefined;
  const found = row.items ?? [];
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const onHand = row.onHand ?? 0;
  const held = row.held ?? 0;
  return {
    sku,
    items,
    ...(found.length > limit && last !== undefined ? { nextCursor: String(last.id) } : {}),
    totals: { onHand, held, holds: onHand === row.stockOnHand && held === row.stockHeld },
  };
}
