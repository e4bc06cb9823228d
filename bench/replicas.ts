import { silentProgress } from '@commerce/local-stack';
import { startBenchStack } from './bench-stack.ts';
import { LINES_PER_ORDER, PRODUCTS } from './contenders/contender.ts';
import { describeCost, measureCost, placeAndSettle } from './platform-cost.ts';
import { gatewayEndpoint, prepareProducts } from './platform-endpoints.ts';

const COUNTS = [1, 2, 3];
const CLIENTS = 32;
const WARM_UP_ORDERS = 500;
const ORDERS = 2_000;

/**
 * The throughput of one, two and three instances of the order app, through the gateway, each on a
 * new stack. On few cores this shows the cost of more instances, not their gain.
 */
export async function measureReplicas(dataDir: string): Promise<void> {
  for (const count of COUNTS) {
    const instances = { order: count };
    const stack = await startBenchStack({ dataDir, progress: silentProgress, instances });
    try {
      const skus = await prepareProducts(stack, PRODUCTS);
      const shape = { skus, lines: LINES_PER_ORDER };
      const load = { endpoint: gatewayEndpoint(stack), shape, clients: CLIENTS };
      await placeAndSettle(stack, { ...load, orders: WARM_UP_ORDERS });
      const cost = await measureCost(stack, { ...load, orders: ORDERS });
      const part = cost.byProcess
        .filter(({ name }) => /^order(-\d+)?$/.test(name))
        .map(({ name, cpuMsPerOrder }) => `${name} ${cpuMsPerOrder.toFixed(2)}`);
      console.log(`${count} x order: ${describeCost(cost)}; CPU ms/order: ${part.join(', ')}`);
    } finally {
      await stack.stop();
    }
  }
}
