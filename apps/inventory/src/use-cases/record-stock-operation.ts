import { fetchProduct } from '@commerce/platform/catalog-product';
import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/server';
import { derivedId, uuidv7 } from 'dapr-actor-runtime/ids';
import { transaction } from 'dapr-actor-runtime/postgres';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import type { InventoryDeps, StockDeps } from '../deps.ts';
import { movementsOfOperation, type StockOperation } from '../domain/stock-operation.ts';
import { findLocations } from '../store/locations.ts';
import { NOT_ENOUGH } from '../store/movements.ts';
import { insertOperation, isSameOperation } from '../store/operations.ts';
import { findSpellings, saveProducts } from '../store/products.ts';
import { readStock } from '../store/stock.ts';
import { moveStock } from './move-stock.ts';
import { locationNotFound } from './require-locations.ts';

/** The field of each operation that can exceed the available units. */
const TAKING = {
  receipt: '/quantity',
  adjustment: '/delta',
  transfer: '/quantity',
  inspection: '/quantity',
} as const;
const ID_PREFIX = {
  receipt: 'rcp',
  adjustment: 'adj',
  transfer: 'trf',
  inspection: 'ins',
} as const;

type Deps = StockDeps & Pick<InventoryDeps, 'sidecar'>;

/** An operation without its id. */
export type NewStockOperation<O extends StockOperation = StockOperation> = O extends StockOperation
  ? Omit<O, 'operationId'>
  : never;

/** A recorded operation, as it is answered. */
export interface RecordedOperation<Request> {
  operationId: string;
  /** As the catalog spells it, if it has the product. */
  sku: string;
  /** With the locations as they were declared. */
  request: Request;
  isRepeat: boolean;
}

interface Options {
  idempotencyKey?: string | undefined;
  /** Receives units of a SKU that no product has. */
  allowUnknownProduct?: boolean | undefined;
}

/**
 * Records a stock operation (receipt, adjustment, transfer or inspection) and moves its units. A key
 * identifies one operation of its kind and SKU for ever; without a key each call is a new operation.
 * Rejects with location-not-found; with product-not-found for a receipt of a product that the catalog
 * does not have; with stock-not-found for another operation on a product that was never received; with
 * insufficient-stock or idempotency-key-reused.
 */
export async function recordStockOperation<Operation extends NewStockOperation>(
  deps: Deps,
  asked: Operation,
  { idempotencyKey, allowUnknownProduct = false }: Options = {},
): Promise<RecordedOperation<Operation['request']>> {
  const { database } = deps;
  const { sku, kind } = asked;
  const request = await declared(deps, asked.request);
  const own = idempotencyKey === undefined ? uuidv7() : derivedId(sku, idempotencyKey);
  const operation = {
    sku,
    kind,
    request,
    operationId: `${ID_PREFIX[kind]}_${own}`,
  } as StockOperation;
  if (operation.kind === 'transfer') refuseSameLocation(operation.request);
  const spelling = await requireProduct(deps, operation, allowUnknownProduct);
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
  const { operationId } = operation;
  return { operationId, sku: spelling ?? sku, request, isRepeat: !isNew };
}

/** The request with its locations as they were declared. */
async function declared<Request extends object>(
  { database }: Deps,
  request: Request,
): Promise<Request> {
  const named = Object.entries(request).filter(([field]) => LOCATION_FIELDS.has(field)) as [
    string,
    string,
  ][];
  const found = await findLocations(
    database,
    named.map(([, location]) => location),
  );
  const known = named.map(([field, location]) => [field, found.get(location)] as const);
  const unknown = known.findIndex(([, location]) => location === undefined);
  if (unknown !== -1) {
    const [field, location] = named[unknown] as [string, string];
    throw await locationNotFound(database, location, `/${field}`);
  }
  return { ...request, ...Object.fromEntries(known) };
}

/** The fields of requests that name a location. */
const LOCATION_FIELDS = new Set(['location', 'from', 'to']);

function refuseSameLocation({ from, to }: { from: string; to: string }): void {
  if (from !== to) return;
  const fault = { pointer: '/to', detail: 'is the location that the units are taken from' };
  throw httpProblem('invalid-request', `${fault.pointer} ${fault.detail}`, { errors: [fault] });
}

/** How the catalog spells the SKU, if it has the product. Refuses what must have a product or stock. */
async function requireProduct(
  { database, sidecar }: Deps,
  operation: StockOperation,
  allowUnknown: boolean,
): Promise<string | undefined> {
  const { sku, kind } = operation;
  const known = (await findSpellings(database, [sku])).get(sku);
  if (kind !== 'receipt') {
    if ((await readStock(database, sku)).length > 0) return known;
    throw problem('stock-not-found', `${sku} was never received.`);
  }
  if (known !== undefined || allowUnknown) return known;
  if (await isSameOperation(database, operation)) return known;
  const product = await fetchProduct(sidecar, sku);
  if (product === undefined) {
    throw problem('product-not-found', `The catalog has no product ${sku} to receive.`);
  }
  await saveProducts(database, [{ sku, spelling: product.sku }]);
  return product.sku;
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
