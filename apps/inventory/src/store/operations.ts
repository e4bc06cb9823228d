import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { StockOperation } from '../domain/stock-operation.ts';

/** Inserts an operation; false if its id is taken. */
export async function insertOperation(
  trx: Trx,
  { operationId, kind, sku, request }: StockOperation,
): Promise<boolean> {
  const { rowCount } = await trx.query({
    name: 'operation-insert',
    text: `INSERT INTO stock_operations (operation_id, kind, sku, request)
           VALUES ($1, $2, $3, $4) ON CONFLICT (operation_id) DO NOTHING`,
    values: [operationId, kind, sku, JSON.stringify(request)],
  });
  return rowCount === 1;
}

/** Whether an operation was recorded with this kind and request. */
export async function isSameOperation(
  db: Queryable,
  { operationId, kind, request }: StockOperation,
): Promise<boolean> {
  const { rows } = await db.query<{ same: boolean }>({
    name: 'operation-compare',
    text: `SELECT kind = $2 AND request = $3::jsonb AS same FROM stock_operations
           WHERE operation_id = $1`,
    values: [operationId, kind, JSON.stringify(request)],
  });
  return rows[0]?.same === true;
}
