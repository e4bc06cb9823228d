import type { Database } from '@commerce/runtime/postgres';
import { movementsOfOperation, type StockOperation } from '../domain/stock-operation.ts';
import { NOT_ENOUGH } from './movements.ts';

export type RecordedOperation =
  | { outcome: 'recorded' | 'repeated'; fillable: string[] }
  /** The id was used for another request. */
  | { outcome: 'conflict' }
  /** More would be taken than the location has free. */
  | { outcome: 'insufficient' };

/**
 * Records a receipt, an adjustment or a transfer and moves its units, once for each operation id
 * for ever. One statement, so that it is one transaction in one round trip.
 */
export async function recordOperation(
  database: Database,
  operation: StockOperation,
  correlationId: string,
): Promise<RecordedOperation> {
  const { operationId, kind, sku, request } = operation;
  const movements = movementsOfOperation(operation, correlationId);
  const none = movements.map(() => null);
  try {
    const { rows } = await database.query<{ fillable: string[] }>({
      name: 'operation-record',
      text: `WITH operation AS (
               INSERT INTO stock_operations (operation_id, kind, sku, request)
               VALUES ($1, $2, $3, $4)
               ON CONFLICT (operation_id) DO NOTHING RETURNING sku
             )
             SELECT move_stock($5, $6, $7, $8, $9, $10, $10, $11, $12) AS fillable
             FROM operation`,
      values: [
        operationId,
        kind,
        sku,
        JSON.stringify(request),
        movements.map((one) => one.sku),
        movements.map(({ location }) => location),
        movements.map(() => kind),
        movements.map(({ onHandDelta }) => onHandDelta),
        movements.map(({ heldDelta }) => heldDelta),
        none,
        movements.map(() => operationId),
        movements.map(() => correlationId),
      ],
    });
    const [row] = rows;
    if (row !== undefined) return { outcome: 'recorded', fillable: row.fillable };
  } catch (error) {
    if ((error as { code?: string }).code === NOT_ENOUGH) return { outcome: 'insufficient' };
    throw error;
  }
  const same = await database.query<{ same: boolean }>({
    name: 'operation-compare',
    text: `SELECT kind = $2 AND request = $3::jsonb AS same FROM stock_operations
           WHERE operation_id = $1`,
    values: [operationId, kind, JSON.stringify(request)],
  });
  return same.rows[0]?.same === true
    ? { outcome: 'repeated', fillable: [] }
    : { outcome: 'conflict' };
}
