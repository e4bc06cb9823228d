import type { Stack } from '@commerce/local-stack';
import { Pool } from 'undici';

const REQUEST_TIMEOUT_MS = 30_000;
/** Stock of each product: no run of the bench can use it up. */
const STOCK_PER_PRODUCT = 100_000_000;

export interface LoadResult {
  confirmed: number;
  seconds: number;
  latenciesMs: number[];
}

/** Products with stock to order from; answers their codes. */
export async function prepareProducts(gatewayUrl: string, count: number): Promise<string[]> {
  const pool = new Pool(gatewayUrl, { connections: 8 });
  const skus = Array.from({ length: count }, (_, n) => `BENCH-${n}`);
  for (const sku of skus) {
    await send(pool, '/products', {
      sku,
      name: `Product ${sku}`,
      price: { amountMinor: 199, currency: 'GBP' },
    });
    await send(pool, `/stock/${sku}/receipts`, { location: 'main', quantity: STOCK_PER_PRODUCT });
  }
  await pool.close();
  return skus;
}

/** Where orders are sent: the public door, or an app's route by Dapr service invocation. */
export interface Door {
  url: string;
  path: string;
  headers: Record<string, string>;
}

/**
 * Places orders in a closed loop: `clients` at once, `orders` in all, `lines` different products
 * each. Throws on any answer but a confirmed order, so a figure never counts failures.
 */
export async function placeOrders({
  door,
  skus,
  clients,
  orders,
  lines,
}: {
  door: Door;
  skus: string[];
  clients: number;
  orders: number;
  lines: number;
}): Promise<LoadResult> {
  const pool = new Pool(door.url, { connections: clients });
  const run = process.hrtime.bigint().toString(36);
  const latenciesMs: number[] = [];
  let started = 0;
  const begin = performance.now();
  const client = async () => {
    while (started < orders) {
      const n = started++;
      const from = performance.now();
      const order = await send(
        pool,
        door.path,
        {
          lines: Array.from({ length: lines }, (_, line) => ({
            sku: skus[(n * lines + line) % skus.length],
            quantity: 1,
          })),
          shippingAddress: { line1: '1 Bench Street', country: 'GB' },
          payment: { token: 'tok_ok' },
          currency: 'GBP',
        },
        { ...door.headers, 'idempotency-key': `bench-${run}-${n}` },
      );
      if (order['status'] !== 'confirmed') throw new Error(`order is ${String(order['status'])}`);
      latenciesMs.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - begin) / 1000;
  await pool.close();
  return { confirmed: orders, seconds, latenciesMs: latenciesMs.toSorted((a, b) => a - b) };
}

async function send(
  pool: Pool,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await pool.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    headersTimeout: REQUEST_TIMEOUT_MS,
    bodyTimeout: REQUEST_TIMEOUT_MS,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`POST ${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** The value below which a share of the sorted values lies. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The public door of a stack. */
export function gatewayDoor({ gatewayUrl }: Stack): Door {
  return { url: gatewayUrl, path: '/orders', headers: {} };
}

/** The order app's route through its own sidecar, without the gateway. */
export function invocationDoor(stack: Stack): Door {
  return {
    url: `http://127.0.0.1:${stack.app('order').daprHttp}`,
    path: '/v1.0/invoke/order/method/orders',
    headers: { 'dapr-api-token': stack.daprApiToken },
  };
}
