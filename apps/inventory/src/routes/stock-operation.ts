import { problem } from '@commerce/contracts/problems';
import { httpProblem, readBody, type CompiledSchema } from '@commerce/runtime/http';
import { idempotencyKey } from '@commerce/runtime/idempotency';
import { derivedId, uuidv7 } from '@commerce/runtime/ids';
import type { Database } from '@commerce/runtime/postgres';
import { currentContext } from '@commerce/runtime/telemetry';
import type { Context } from 'koa';
import type { Static, TSchema } from 'typebox';
import type { StockOperation } from '../domain/stock-operation.ts';
import { recordOperation } from '../store/operations.ts';
import { readStock } from '../store/stock.ts';
import type { FreeUnits } from '../sweeps/free-units.ts';
import { readSku } from './path-parameters.ts';

/** The field of each operation that can take more units than there are. */
const TAKING = { receipt: '/quantity', adjustment: '/delta', transfer: '/quantity' } as const;
const ID_PREFIX = { receipt: 'rcp', adjustment: 'adj', transfer: 'trf' } as const;

/**
 * Records the operation that a request asks for; answers its id. An Idempotency-Key names the
 * operation of its kind and SKU for ever. Rejects with stock-not-found for a product that was
 * never received, unless this is a receipt, with insufficient-stock or idempotency-key-reused.
 */
export async function operate<T extends TSchema>(
  ctx: Context,
  params: Record<string, string>,
  {
    database,
    free,
    body,
    operation,
  }: {
    database: Database;
    free: FreeUnits;
    body: CompiledSchema<T>;
    operation: (request: Static<T>) => Pick<StockOperation, 'kind' | 'request'>;
  },
): Promise<{ operationId: string; sku: string; request: Static<T> }> {
  const sku = readSku(params);
  const request = await readBody(ctx, body);
  const { kind, ...asked } = operation(request);
  const key = idempotencyKey(ctx);
  const operationId = `${ID_PREFIX[kind]}_${key === undefined ? uuidv7() : derivedId(sku, key)}`;
  if (kind !== 'receipt' && (await readStock(database, sku)).length === 0) {
    throw problem('stock-not-found', `${sku} was never received.`);
  }
  const recorded = await recordOperation(
    database,
    { operationId, sku, kind, ...asked } as StockOperation,
    currentContext()?.correlationId ?? operationId,
  );
  switch (recorded.outcome) {
    case 'recorded':
      await free.after(recorded.fillable);
      break;
    case 'repeated':
      ctx.set('idempotent-replayed', 'true');
      break;
    case 'conflict':
      throw httpProblem('idempotency-key-reused', `This key came with another ${kind} before.`);
    case 'insufficient':
      throw problem('insufficient-stock', `The ${kind} would take units that are not free.`, {
        errors: [{ pointer: TAKING[kind], detail: 'is more than the location has free' }],
        locations: await readStock(database, sku),
      });
  }
  return { operationId, sku, request };
}
