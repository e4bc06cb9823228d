import { clientCredentials } from '@commerce/client';
import type { Stack } from '@commerce/local-stack';
import { Pool } from 'undici';
import { STOCK_PER_PRODUCT } from './contenders/contender.ts';
import { runClosedLoop } from './load/closed-loop.ts';
import { type Door, post } from './load/order-door.ts';

const PREPARING_CLIENTS = 8;
/** Each order is sent as a careful client sends it: a repeat would not be a second order. */
const ONCE = { 'idempotency-key': '{id}' };

/** Who sends the orders of a bench: its token is verified at the gateway and in the order app. */
function loadTester({ gatewayUrl, serviceClients }: Stack): NonNullable<Door['as']> {
  return { client: serviceClients.loadTester, issuer: gatewayUrl };
}

/** The header that proves the load tester, with a token that is valid for nine minutes or more. */
export function loadTesterHeaders(stack: Stack): () => Promise<{ authorization: string }> {
  const { client, issuer } = loadTester(stack);
  const token = clientCredentials(issuer, client);
  return async () => ({ authorization: `Bearer ${await token()}` });
}

/** The public door of a stack. */
export function gatewayDoor(stack: Stack): Door {
  return { url: stack.gatewayUrl, path: '/orders', headers: ONCE, as: loadTester(stack) };
}

/** The order app's route without the gateway, from the sidecar of an app; default is its own. */
export function invocationDoor(stack: Stack, from: 'order' | 'gateway' = 'order'): Door {
  return {
    url: `http://127.0.0.1:${stack.app(from).daprHttp}`,
    path: '/v1.0/invoke/order/method/orders',
    headers: { ...ONCE, 'dapr-api-token': stack.daprApiToken },
    as: loadTester(stack),
  };
}

/** Products with stock to order from; answers their codes. */
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
