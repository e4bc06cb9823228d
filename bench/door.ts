import type { Stack } from '@commerce/local-stack';
import { measureOverhead } from './door/overhead.ts';
import { placeOrders } from './door/order-reads.ts';
import { measureSignIns } from './door/sign-ins.ts';
import { measureTokens } from './door/tokens.ts';
import { prepareProducts } from './platform-doors.ts';
import { restingCpu } from './request-cost.ts';

const PRODUCTS = 20;

/**
 * What the way in costs: the gateway beside a direct invocation, tokens that are verified, and
 * sign-ins at the cost of their password hashes.
 */
export async function measureDoor(stack: Stack): Promise<void> {
  const skus = await prepareProducts(stack, PRODUCTS);
  const orderIds = await placeOrders(stack, skus);
  const restingCpuMs = await restingCpu(stack);
  console.log(
    `\nall processes at rest: ${restingCpuMs.toFixed(0)} ms CPU a second, left out below`,
  );
  await measureOverhead(stack, { skus, orderIds, restingCpuMs });
  await measureTokens(stack, { orderIds, restingCpuMs });
  await measureSignIns(stack, { restingCpuMs });
}
