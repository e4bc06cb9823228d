import type { Stack } from '@commerce/local-stack';
import { LINES_PER_ORDER, PRODUCTS } from './contenders/contender.ts';
import { describeCost, measureCost, placeAndSettle } from './platform-cost.ts';
import { invocationDoor, prepareProducts } from './platform-doors.ts';

const CLIENTS = 32;
/** Orders that are placed before a measurement, all together; the argument sets the last. */
const STAGES = [1_000, 10_000, 100_000];
const DEFAULT_LAST = 10_000;
const MEASURED_ORDERS = 1_000;

/** What an order costs once there are many: its CPU must stay flat, 10 % growth or less. */
export async function measureGrowth(stack: Stack, argument?: string): Promise<void> {
  const last = Number(argument ?? DEFAULT_LAST);
  const skus = await prepareProducts(stack, PRODUCTS);
  const load = {
    door: invocationDoor(stack),
    shape: { skus, lines: LINES_PER_ORDER },
    clients: CLIENTS,
  };
  let placed = 0;
  let first: number | undefined;
  for (const stage of STAGES.filter((one) => one <= last)) {
    await placeAndSettle(stack, { ...load, orders: stage - placed });
    const cost = await measureCost(stack, { ...load, orders: MEASURED_ORDERS });
    placed = stage + MEASURED_ORDERS;
    first ??= cost.cpuMsPerOrder;
    const growth = ((cost.cpuMsPerOrder / first - 1) * 100).toFixed(1);
    console.log(`after ${String(stage).padStart(7)} orders ${describeCost(cost)}, ${growth} %`);
  }
}
