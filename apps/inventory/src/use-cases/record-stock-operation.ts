import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/http';
import { derivedId, uuidv7 } from 'dapr-actor-runtime/ids';
import { transaction } from 'dapr-actor-runtime/postgres';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import type { StockDeps } from '../deps.ts';
import { movementsOfOperation, type StockOperation } from '../domain/stock-operation.ts';
import { NOT_ENOUGH } from '../store/movements.ts';
import { insertOperation, isSameOperation } from '../store/operations.ts';
import { readStock } from '../store/stock.ts';
import { moveStock } from './move-stock.ts';

/** The field of each operation that can exceed the available units. */
const TAKING = { receipt: '/quantity', adjustment: '/delta', transfer: '/quantity' } as const;
const ID_PREFIX = { receipt: 'rcp', adjustment: 'adj', transfer: 'trf' } as const;

/** An operation without its id. */
export type NewStockOperation<O extends StockOperation = StockOperation> = O extends StockOperation
  ? Omit<O, 'operationId'>
  : never;

/**
 * Records a stock operation (receipt, adjustment or transfer) and moves its units. A key identifies one
 * operation of its kind and SKU for ever; without a key each call is a new operation. Rejects with
 * stock-not-found for a product that was never received, unless this is a receipt, with
 * insufficient-stock or idempotency-key-reused.
 */
export async function recordStockOperation(
  deps: StockDeps,
  requested: NewStockOperation,
  { idempotencyKey }: { idempotencyKey?: string | undefined } = {},
): Promise<{ operationId: string; isRepeat: boolean }> {
  const { database } = deps;
  const { sku, kind } = requested;
  const own = idempotencyKey === undefined ? uuidv7() : derivedId(sku, idempotencyKey);
  const operationId = `${ID_PREFIX[kind]}_${own}`;
  const operation: StockOperation = { ...requested, operationId };
  if (kind !== 'receipt' && (await readStock(database, sku)).length === 0) {
    throw problem('stock-not-found', `${sku} was never received.`);
  }
  const isNew = await moveOnce(deps, operation).catch(async (error: { code?: string }) => {
    if (error.code !== NOT_ENOUGH) throw error;
    throw problem('insufficient-stock', `The ${kind} would take units that are not available.`, {
      errors: [{ pointer: TAKING[kind], detail: 'is more than the location has available' }],
      locations: await readStock(database, sku),
    });
  });
  if (!isNew && !(await isSameOperation(database, operation))) {
    throw httpProblem('idempotency-key-reused', `This key was used for another ${kind}.`);
  }
  return { operationId, isRepeat: !isNew };
}

/** Answers whether the operation is new. */
function moveOnce(deps: StockDeps, operation: StockOperation): Promise<boolean> {
  const correlationId = currentContext()?.correlationId ?? operation.operationId;
  return transaction(deps.database, async (trx) => {
    const isNew = await insertOperation(trx, operation);
    if (isNew) await moveStock(deps, trx, movementsOfOperation(operation, correlationId));
    return isNew;
  });
}
