import type { LocatedUnits } from '@commerce/contracts/inventory/reservation-actor';
import type { Queryable, Trx } from '@commerce/runtime/postgres';
import { movementsOf } from '../domain/movement.ts';
import { moveStock } from './movements.ts';

/** A restock that is undone, by the name of its command. */
export interface Withdrawal {
  orderId: string;
  commandId: string;
  correlationId: string;
}

/**
 * Takes the units of a restock out of the stock again, once, and gives them back to the order. A
 * restock that never came is closed: it is refused if it comes. Rejects with the code NOT_ENOUGH
 * when the units are not free any more, and then changes nothing.
 */
export async function withdrawRestock(
  trx: Trx,
  { orderId, commandId, correlationId }: Withdrawal,
): Promise<{ withdrawn: LocatedUnits[] }> {
  await trx.query('SELECT FROM reservations WHERE order_id = $1 FOR UPDATE', [orderId]);
  const { rows } = await trx.query<{ command_id: string; answer: { given: LocatedUnits[] } }>(
    `SELECT command_id, answer FROM reservation_commands
     WHERE order_id = $1 AND command_id = ANY($2)`,
    [orderId, [commandId, withdrawalOf(commandId)]],
  );
  const done = rows.find((row) => row.command_id === withdrawalOf(commandId));
  if (done !== undefined) return { withdrawn: done.answer.given };
  const given = rows[0]?.answer.given ?? [];
  await trx.query(
    `INSERT INTO reservation_commands (order_id, command_id, request, answer)
     VALUES ($1, $2, $3, $4)`,
    [orderId, withdrawalOf(commandId), JSON.stringify({ commandId }), JSON.stringify({ given })],
  );
  if (given.length > 0) {
    await trx.query(
      'UPDATE reservations SET lines = lines || $2::jsonb, updated_at = now() WHERE order_id = $1',
      [orderId, JSON.stringify(given)],
    );
  }
  const cause = { orderId, operationId: withdrawalOf(commandId), correlationId };
  await moveStock(trx, movementsOf('withdraw', given, cause));
  return { withdrawn: given };
}

/** Whether a restock was undone, or closed before it came. Needs the lock of the reservation. */
export async function isWithdrawn(
  db: Queryable,
  orderId: string,
  commandId: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT FROM reservation_commands WHERE order_id = $1 AND command_id = $2',
    [orderId, withdrawalOf(commandId)],
  );
  return rowCount === 1;
}

function withdrawalOf(commandId: string): string {
  return `withdraw:${commandId}`;
}
