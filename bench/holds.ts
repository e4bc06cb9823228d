import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type HoldResult, ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import type { InventoryDeps, StockDeps } from '@commerce/inventory/deps';
import { fewestPackages } from '@commerce/inventory/domain/allocation';
import { createHoldBatcher, holdBatch } from '@commerce/inventory/use-cases/hold-stock';
import { recordStockOperation } from '@commerce/inventory/use-cases/record-stock-operation';
import { migrate, type Stack } from '@commerce/local-stack';
import { actorReferences } from 'dapr-actor-runtime/actors';
import { enqueue } from 'dapr-actor-runtime/outbox';
import { type Database, openDatabase } from 'dapr-actor-runtime/postgres';
import { createSidecar } from 'dapr-actor-runtime/sidecar';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import pg from 'pg';
import { runClosedLoop } from './load/closed-loop.ts';
import { percentilesOf } from './load/statistics.ts';

const REPOSITORY = resolve(import.meta.dirname, '..');
/** The same as the app. */
const CONNECTIONS = 8;
const CLIENTS = 64;
const WARM_UP_HOLDS = 1_000;
const HOLDS = 8_000;
const ACTOR_HOLDS = 3_000;
const MANY_SKUS = 200;
const TTL_SECONDS = 900;
const ACTOR_TIMEOUT_MS = 10_000;
/** More than any run uses: a short hold would not be a hold. */
const STOCK = 100_000_000;

type HoldOne = (orderId: string, sku: string) => Promise<HoldResult>;

/**
 * Holds of one unit per second, on one product and spread over many: through the store functions on
 * a separate database, each in its own transaction and batched as in the app, and through the actor
 * behind the sidecar.
 */
export async function measureHolds(stack: Stack): Promise<void> {
  console.log(`\nholds of one unit, ${CLIENTS} clients${' '.repeat(16)}holds/s   p50 ms   p99 ms`);
  await measureStore(stack);
  await measureActor(stack);
}

async function measureStore({ databaseServerUrl }: Stack): Promise<void> {
  const name = `bench_holds_${randomBytes(6).toString('hex')}`;
  const url = new URL(databaseServerUrl);
  url.pathname = `/${name}`;
  await onServer(databaseServerUrl, `CREATE DATABASE ${name}`);
  try {
    await migrate(REPOSITORY, 'inventory', url.href);
    const database = openDatabase(url.href, { max: CONNECTIONS });
    try {
      await receive(database);
      const batcher = createHoldBatcher(depsOf(database));
      const batched: HoldOne = (orderId, sku) => batcher(wanted(orderId, sku));
      const alone: HoldOne = async (orderId, sku) => {
        const { answers } = await holdBatch(depsOf(database), [wanted(orderId, sku)]);
        return answers[0] as HoldResult;
      };
      await run(batched, { holds: WARM_UP_HOLDS, skus: MANY_SKUS });
      await report('store, alone, one SKU', alone, { holds: HOLDS / 4, skus: 1 });
      await report('store, alone, many SKUs', alone, { holds: HOLDS / 4, skus: MANY_SKUS });
      await report('store, batched, one SKU', batched, { holds: HOLDS, skus: 1 });
      await report('store, batched, many SKUs', batched, { holds: HOLDS, skus: MANY_SKUS });
    } finally {
      await database.end();
    }
  } finally {
    await onServer(databaseServerUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function measureActor(stack: Stack): Promise<void> {
  const database = openDatabase(stack.databaseUrl('inventory'), { max: CONNECTIONS });
  await receive(database).finally(() => database.end());
  const sidecar = createSidecar({
    // The order app's sidecar, as in production: no other app may call actors.
    port: stack.app('order').daprHttp,
    apiToken: stack.daprApiToken,
  });
  try {
    const timeoutMs = ACTOR_TIMEOUT_MS;
    const reservations = actorReferences(sidecar, ReservationActor, { timeoutMs });
    const hold: HoldOne = (orderId, sku) =>
      reservations(orderId).hold({ lines: [{ sku, quantity: 1 }] });
    await run(hold, { holds: WARM_UP_HOLDS, skus: MANY_SKUS });
    await report('actor, one SKU', hold, { holds: ACTOR_HOLDS, skus: 1 });
    await report('actor, many SKUs', hold, { holds: ACTOR_HOLDS, skus: MANY_SKUS });
  } finally {
    await sidecar.close();
  }
}

function wanted(orderId: string, sku: string) {
  return {
    orderId,
    lines: [{ sku, quantity: 1 }],
    policy: 'all',
    correlationId: 'bench',
  } as const;
}

type BenchDeps = StockDeps & Pick<InventoryDeps, 'holdTtlSeconds' | 'sidecar'>;

function depsOf(database: Database): BenchDeps {
  return {
    database,
    outbox: { enqueue },
    allocate: fewestPackages,
    holdTtlSeconds: TTL_SECONDS,
    sidecar: { invoke: () => Promise.reject(new Error('the bench asks no other app')) },
    log: createLogger({ service: 'bench', level: 'silent' }),
  };
}

async function receive(database: Database): Promise<void> {
  for (let n = 0; n < MANY_SKUS; n++) {
    const receipt = { kind: 'receipt', request: { location: 'main', quantity: STOCK } } as const;
    const options = { idempotencyKey: 'bench-holds', allowUnknownProduct: true };
    await recordStockOperation(depsOf(database), { sku: skuOf(n), ...receipt }, options);
  }
}

async function report(
  what: string,
  hold: HoldOne,
  load: { holds: number; skus: number },
): Promise<void> {
  const { calls, seconds, latenciesMs } = await run(hold, load);
  const { p50, p99 } = percentilesOf(latenciesMs);
  const cells = [(calls / seconds).toFixed(0), p50.toFixed(1), p99.toFixed(1)];
  console.log(`${what.padEnd(46)} ${cells.map((cell) => cell.padStart(8)).join(' ')}`);
}

/** Throws on any answer but a hold, so that a figure never counts failures. */
function run(hold: HoldOne, { holds, skus }: { holds: number; skus: number }) {
  return runClosedLoop({ clients: CLIENTS, end: { calls: holds } }, async (n) => {
    const orderId = `ord_${randomBytes(16).toString('hex')}`;
    const { outcome } = await hold(orderId, skuOf(n % skus));
    if (outcome !== 'held') throw new Error(`the hold of ${orderId} is ${outcome}`);
  });
}

function skuOf(n: number): string {
  return `HOLD-BENCH-${n}`;
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
