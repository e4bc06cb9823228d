import type { Stack } from '@commerce/local-stack';
import { Pool } from 'undici';
import { STOCK_PER_PRODUCT } from './contenders/contender.ts';
import { runClosedLoop } from './load/closed-loop.ts';
import { type Door, post } from './load/order-door.ts';

const PREPARING_CLIENTS = 8;
/** Each order is sent as a careful client sends it: a repeat would not be a second order. */
const ONCE = { 'idempotency-key': '{id}' };

/** The public door of a stack. */
export function gatewayDoor({ gatewayUrl }: Stack): Door {
  return { url: gatewayUrl, path: '/orders', headers: ONCE };
}

/** The order app's route through its own sidecar, without the gateway. */
export function invocationDoor(stack: Stack): Door {
  return {
    url: `http://127.0.0.1:${stack.app('order').daprHttp}`,
    path: '/v1.0/invoke/order/method/orders',
    headers: { ...ONCE, 'dapr-api-token': stack.daprApiToken },
  };
}

/** Products with stock to order from; answers their codes. */
export async function prepareProducts(gatewayUrl: string, count: number): Promise<string[]> {
  const pool = new Pool(gatewayUrl, { connections: PREPARING_CLIENTS });
  const skus = Array.from({ length: count }, (_, n) => `BENCH-${n}`);
  await runClosedLoop({ clients: PREPARING_CLIENTS, end: { calls: count } }, async (n) => {
    const sku = skus[n] as string;
    const price = { amountMinor: 199, currency: 'GBP' };
    await post(pool, '/products', { sku, name: `Product ${sku}`, price });
    const receipt = { location: 'main', quantity: STOCK_PER_PRODUCT };
    await post(pool, `/stock/${sku}/receipts`, receipt);
  });
  await pool.close();
  return skus;
}
