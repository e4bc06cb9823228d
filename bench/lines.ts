import type { Stack } from '@commerce/local-stack';
import { describeCost, measureCost, placeAndSettle } from './platform-cost.ts';
import { invocationEndpoint, prepareProducts } from './platform-endpoints.ts';

/** Orders and clients for each number of lines. The largest invoice of the example has 675. */
const SIZES = [
  { lines: 1, orders: 1_000, clients: 32 },
  { lines: 10, orders: 600, clients: 32 },
  { lines: 100, orders: 160, clients: 16 },
  { lines: 675, orders: 40, clients: 4 },
];
const WARM_UP_SHARE = 0.25;

/** The cost of an order by its number of lines, through Dapr invocation. */
export async function measureLines(stack: Stack): Promise<void> {
  const skus = await prepareProducts(stack, Math.max(...SIZES.map(({ lines }) => lines)));
  const endpoint = invocationEndpoint(stack);
  for (const { lines, orders, clients } of SIZES) {
    const load = { endpoint, shape: { skus, lines }, clients };
    await placeAndSettle(stack, { ...load, orders: orders * WARM_UP_SHARE });
    const cost = await measureCost(stack, { ...load, orders });
    const perLine = (cost.cpuMsPerOrder / lines).toFixed(2);
    const size = `${lines} lines, ${clients} clients`.padEnd(24);
    console.log(`${size} ${describeCost(cost)}, ${perLine} ms CPU/line`);
  }
}
