import type { Queryable } from '@commerce/runtime/postgres';
import type { Movement } from '../domain/movement.ts';

/** How the database says that a movement would take more than there is. */
export const NOT_ENOUGH = '23514';

/**
 * Moves stock and writes the ledger, in one round trip: all rows of the products are locked in
 * order, each is changed once by the sum of its movements, and rows that are missing are made.
 * Answers the products that have free units while orders wait for them: fill those after the
 * commit. Rejects with the code NOT_ENOUGH when more would be taken than is there or free.
 */
export async function moveStock(
  database: Queryable,
  movements: readonly Movement[],
): Promise<string[]> {
  if (movements.length === 0) return [];
  const { rows } = await database.query<{ fillable: string[] }>({
    name: 'stock-move',
    text: `SELECT move_stock($1, $2, $3, $4, $5, $6, $7, $8, $9) AS fillable`,
    values: [
      movements.map(({ sku }) => sku),
      movements.map(({ location }) => location),
      movements.map(({ kind }) => kind),
      movements.map(({ onHandDelta }) => onHandDelta),
      movements.map(({ heldDelta }) => heldDelta),
      movements.map(({ orderId }) => orderId),
      movements.map(({ eventId }) => eventId),
      movements.map(({ operationId }) => operationId),
      movements.map(({ correlationId }) => correlationId),
    ],
  });
  return rows[0]?.fillable ?? [];
}
