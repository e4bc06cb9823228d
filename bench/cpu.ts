import type { Stack } from '@commerce/local-stack';
import { LINES_PER_ORDER, PRODUCTS } from './contenders/contender.ts';
import type { Endpoint } from './load/order-endpoint.ts';
import { describeCost, measureCost, type OrderCost, placeAndSettle } from './platform-cost.ts';
import { gatewayEndpoint, invocationEndpoint, prepareProducts } from './platform-endpoints.ts';

const WARM_UP_ORDERS = 500;
const ORDERS = 3_000;
const CLIENTS = 32;

/**
 * CPU per confirmed order over all processes of the platform, load generator excluded, from the
 * first order until the last event has been consumed; through the gateway, then straight to the
 * order app by Dapr service invocation.
 */
export async function measureCpu(stack: Stack): Promise<void> {
  const skus = await prepareProducts(stack, PRODUCTS);
  const measure = async (title: string, endpoint: Endpoint) => {
    const load = { endpoint, shape: { skus, lines: LINES_PER_ORDER }, clients: CLIENTS };
    await placeAndSettle(stack, { ...load, orders: WARM_UP_ORDERS });
    print(title, await measureCost(stack, { ...load, orders: ORDERS }));
  };
  await measure('through the gateway', gatewayEndpoint(stack));
  await measure('by Dapr invocation', invocationEndpoint(stack));
}

function print(title: string, cost: OrderCost): void {
  console.log(`\n${ORDERS} orders of ${LINES_PER_ORDER} lines, ${CLIENTS} clients, ${title}`);
  console.log(`${'process'.padEnd(22)} CPU ms/order   RSS MB`);
  for (const { name, cpuMsPerOrder, rssBytes } of cost.byProcess) {
    const rss = (rssBytes / 1e6).toFixed(0).padStart(8);
    console.log(`${name.padEnd(22)} ${cpuMsPerOrder.toFixed(2).padStart(12)} ${rss}`);
  }
  console.log(describeCost(cost));
}
