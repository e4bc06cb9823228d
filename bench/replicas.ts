import { silentProgress } from '@commerce/local-stack';
import { startBenchStack } from './bench-stack.ts';
import { LINES_PER_ORDER, PRODUCTS } from './contenders/contender.ts';
import { describeCost, measureCost, placeAndSettle } from './platform-cost.ts';
import { gatewayDoor, prepareProducts } from './platform-doors.ts';

const COUNTS = [1, 2, 3];
const CLIENTS = 32;
const WARM_UP_ORDERS = 500;
const ORDERS = 2_000;

/**
 * What one, two and three instances of the order app take, through the gateway, each on a stack
 * started for it. On few cores this shows the cost of more instances, not their gain.
 */
export async function measureReplicas(dataDir: string): Promise<void> {
  for (const count of COUNTS) {
    const instances = { order: count };
    const stack = await startBenchStack({ dataDir, progress: silentProgress, instances });
    try {
      const skus = await prepareProducts(stack, PRODUCTS);
      const shape = { skus, lines: LINES_PER_ORDER };
      const load = { door: gatewayDoor(stack), shape, clients: CLIENTS };
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
