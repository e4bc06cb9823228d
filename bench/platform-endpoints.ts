import { clientCredentials } from '@commerce/client';
import type { Stack } from '@commerce/local-stack';
import { Pool } from 'undici';
import { STOCK_PER_PRODUCT } from './contenders/contender.ts';
import { runClosedLoop } from './load/closed-loop.ts';
import { type Endpoint, post } from './load/order-endpoint.ts';

const PREPARING_CLIENTS = 8;
/** Each order has an idempotency key, like that of a careful client. */
const ONCE = { 'idempotency-key': '{id}' };

/**
 * The client that sends the orders of a benchmark: its token is verified at the gateway and in the
 * order app.
 */
function loadTester({ gatewayUrl, serviceClients }: Stack): NonNullable<Endpoint['as']> {
  return { client: serviceClients.loadTester, issuer: gatewayUrl };
}

/**
 * The authorization header of the load tester, with a token that is valid for nine minutes or more.
 */
export function loadTesterHeaders(stack: Stack): () => Promise<{ authorization: string }> {
  const { client, issuer } = loadTester(stack);
  const token = clientCredentials(issuer, client);
  return async () => ({ authorization: `Bearer ${await token()}` });
}

/** The public endpoint of a stack. */
export function gatewayEndpoint(stack: Stack): Endpoint {
  return { url: stack.gatewayUrl, path: '/orders', headers: ONCE, as: loadTester(stack) };
}

/**
 * The order app's route without the gateway, from the sidecar of an app, by default the order app's
 * own.
 */
export function invocationEndpoint(stack: Stack, from: 'order' | 'gateway' = 'order'): Endpoint {
  return {
    url: `http://127.0.0.1:${stack.app(from).daprHttp}`,
    path: '/v1.0/invoke/order/method/orders',
    headers: { ...ONCE, 'dapr-api-token': stack.daprApiToken },
    as: loadTester(stack),
  };
}

/** Creates products with stock to order; returns their SKUs. */
export async function prepareProducts(stack: Stack, count: number): Promise<string[]> {
  const pool = new Pool(stack.gatewayUrl, { connections: PREPARING_CLIENTS });
  const headers = loadTesterHeaders(stack);
  const skus = Array.from({ length: count }, (_, n) => `BENCH-${n}`);
  await runClosedLoop({ clients: PREPARING_CLIENTS, end: { calls: count } }, async (n) => {
    const sku = skus[n] as string;
    const price = { amountMinor: 199, currency: 'GBP' };
    await post(pool, '/products', { sku, name: `Product ${sku}`, price }, await headers());
    const receipt = { location: 'main', quantity: STOCK_PER_PRODUCT };
    await post(pool, `/stock/${sku}/receipts`, receipt, await headers());
  });
  await pool.close();
  return skus;
}
