import type { Receipt } from '@commerce/contracts/inventory/stock-api';
import type { Queryable } from '@commerce/runtime/postgres';

/**
 * Records a receipt and puts its units into stock, once for each receipt id. Answers the receipt
 * that is on record under that id: another one when the id was used before. One statement, so that
 * it is one transaction in one round trip.
 */
export async function recordReceipt(
  database: Queryable,
  receipt: Receipt,
  correlationId: string,
): Promise<{ recorded: Receipt; isNew: boolean }> {
  const { receiptId, sku, location, quantity } = receipt;
  const { rowCount } = await database.query({
    name: 'receipt-record',
    text: `WITH receipt AS (
             INSERT INTO receipts (receipt_id, sku, location, quantity) VALUES ($1, $2, $3, $4)
             ON CONFLICT (receipt_id) DO NOTHING RETURNING receipt_id, sku, location, quantity
           ), received AS (
             INSERT INTO stock AS known (sku, location, on_hand)
             SELECT sku, location, quantity FROM receipt
             ON CONFLICT (sku, location) DO UPDATE SET on_hand = known.on_hand + excluded.on_hand
           )
           INSERT INTO stock_movements
             (sku, location, kind, on_hand_delta, held_delta, receipt_id, correlation_id)
           SELECT sku, location, 'receipt', quantity, 0, receipt_id, $5 FROM receipt`,
    values: [receiptId, sku, location, quantity, correlationId],
  });
  if (rowCount === 1) return { recorded: receipt, isNew: true };
  const { rows } = await database.query<Receipt>({
    name: 'receipt-read',
    text: `SELECT receipt_id AS "receiptId", sku, location, quantity FROM receipts
           WHERE receipt_id = $1`,
    values: [receiptId],
  });
  const [recorded] = rows;
  if (recorded === undefined) throw new Error(`receipt ${receiptId} is neither new nor on record`);
  return { recorded, isNew: false };
}
