import type { Stack } from '@commerce/local-stack';
import { Pool } from 'undici';
import { runClosedLoop } from '../load/closed-loop.ts';
import { type Endpoint, post } from '../load/order-endpoint.ts';
import { loadTesterHeaders } from '../platform-endpoints.ts';
import { BENCH_CUSTOMER } from '../load/bench-customer.ts';

const ORDERS = 100;
const PLACING_CLIENTS = 8;

/** Places orders as the load tester, for later reads; returns their ids. */
export async function placeOrders(stack: Stack, skus: string[]): Promise<string[]> {
  const pool = new Pool(stack.gatewayUrl, { connections: PLACING_CLIENTS });
  const headers = loadTesterHeaders(stack);
  const ids: string[] = [];
  await runClosedLoop({ clients: PLACING_CLIENTS, end: { calls: ORDERS } }, async (n) => {
    const order = {
      lines: [{ sku: skus[n % skus.length], quantity: 1 }],
      ...BENCH_CUSTOMER,
      payment: { token: 'tok_ok' },
      currency: 'GBP',
    };
    const key = { 'idempotency-key': `bench-endpoint-${n}` };
    const { id } = await post(pool, '/orders', order, { ...key, ...(await headers()) });
    ids.push(String(id));
  });
  await pool.close();
  return ids;
}

/** Reads orders in turn through an endpoint. Throws on any answer but an order. */
export function openOrderReader(
  { url, path, headers }: Pick<Endpoint, 'url' | 'path' | 'headers'>,
  orderIds: string[],
  connections: number,
) {
  const pool = new Pool(url, { connections });
  return {
    async read(n: number, token: string): Promise<void> {
      const { statusCode, body } = await pool.request({
        method: 'GET',
        path: `${path}/${orderIds[n % orderIds.length]}`,
        headers: { ...headers, authorization: `Bearer ${token}` },
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`GET ${path}/{id}: ${statusCode} ${text}`);
    },
    close: () => pool.close(),
  };
}
