import type { Stack } from '@commerce/local-stack';
import { LINES_PER_ORDER, PRODUCTS } from './contenders/contender.ts';
import type { Endpoint } from './load/order-endpoint.ts';
import { describeCost, measureCost, type OrderCost, placeAndSettle } from './platform-cost.ts';
import { gatewayEndpoint, invocationEndpoint, prepareProducts } from './platform-endpoints.ts';

const WARM_UP_ORDERS = 500;
const ORDERS = 3_000;
/** One client places about 50 orders a second. */
const ORDERS_OF_ONE_CLIENT = 300;
const CLIENTS = '32';

/**
 * CPU per confirmed order over all processes of the platform, load generator excluded, from the
 * first order until the last event has been consumed; through the gateway, then straight to the
 * order app by Dapr service invocation. `clients` are numbers of clients with commas between, each
 * measured in turn.
 */
export async function measureCpu(stack: Stack, clients = CLIENTS): Promise<void> {
  const skus = await prepareProducts(stack, PRODUCTS);
  const measure = async (title: string, endpoint: Endpoint) => {
    const load = { endpoint, shape: { skus, lines: LINES_PER_ORDER } };
    for (const count of clients.split(',').map(Number)) {
      await placeAndSettle(stack, { ...load, clients: count, orders: WARM_UP_ORDERS });
      const orders = count === 1 ? ORDERS_OF_ONE_CLIENT : ORDERS;
      const cost = await measureCost(stack, { ...load, clients: count, orders });
      print(`${orders} orders of ${LINES_PER_ORDER} lines, ${count} clients, ${title}`, cost);
    }
  };
  await measure('through the gateway', gatewayEndpoint(stack));
  await measure('by Dapr invocation', invocationEndpoint(stack));
}

function print(title: string, cost: OrderCost): void {
  console.log(`\n${title}`);
  console.log(`${'process'.padEnd(22)} CPU ms/order   RSS MB`);
  for (const { name, cpuMsPerOrder, rssBytes } of cost.byProcess) {
    const rss = (rssBytes / 1e6).toFixed(0).padStart(8);
    console.log(`${name.padEnd(22)} ${cpuMsPerOrder.toFixed(2).padStart(12)} ${rss}`);
  }
  console.log(describeCost(cost));
}
