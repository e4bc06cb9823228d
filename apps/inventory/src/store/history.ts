import type { StockMovement } from '@commerce/contracts/inventory/stock-api';
import type { Queryable } from 'dapr-actor-runtime/postgres';

/** Movements of a product, the sums of all its movements, and its stock. */
export interface HistoryRow {
  items: StockMovement[] | null;
  onHand: number | null;
  reserved: number | null;
  quarantined: number | null;
  /** Null if the product was never in stock. */
  stockOnHand: number | null;
  stockReserved: number | null;
  stockQuarantined: number | null;
  /** How the catalog spells the SKU, if it has the product. */
  spelling: string | null;
}

/**
 * The first `limit` movements of a product after the one with the id `after`, oldest first. One
 * statement, so that sums, stock and movements are of the same moment.
 */
export async function readHistory(
  db: Queryable,
  sku: string,
  { after, limit }: { after: number; limit: number },
): Promise<HistoryRow> {
  const { rows } = await db.query<HistoryRow>({
    name: 'stock-history',
    text: `SELECT sums.*, present.*, page.*,
             (SELECT spelling FROM products WHERE sku = $1) AS spelling
      FROM
      (SELECT sum(on_hand_delta)::bigint AS "onHand", sum(reserved_delta)::bigint AS reserved,
              sum(quarantined_delta)::bigint AS quarantined
       FROM stock_movements WHERE sku = $1) AS sums,
      (SELECT sum(on_hand)::bigint AS "stockOnHand", sum(reserved)::bigint AS "stockReserved",
              sum(quarantined)::bigint AS "stockQuarantined"
       FROM stock WHERE sku = $1) AS present,
      (SELECT json_agg(json_strip_nulls(json_build_object(
         'id', movement_id,
         'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'kind', kind, 'location', location,
         'quantity', coalesce(quantity, greatest(abs(on_hand_delta), abs(reserved_delta))),
         'onHandDelta', on_hand_delta, 'reservedDelta', reserved_delta,
         'quarantinedDelta', quarantined_delta, 'orderId', order_id,
         'eventId', event_id, 'operationId', operation_id, 'reason', reason, 'note', note,
         'correlationId', correlation_id)) ORDER BY movement_id) AS items
       FROM (
         SELECT movement.*, coalesce(request->>'reason', request->>'outcome') AS reason,
                request->>'note' AS note
         FROM stock_movements AS movement LEFT JOIN stock_operations USING (operation_id)
         WHERE movement.sku = $1 AND movement_id > $2 ORDER BY movement_id LIMIT $3
       ) AS movement) AS page`,
    values: [sku, after, limit],
  });
  return rows[0] as HistoryRow;
}
