import type { Stack } from '@commerce/local-stack';
import { measureOverhead } from './gateway/overhead.ts';
import { placeOrders } from './gateway/order-reads.ts';
import { measureSignIns } from './gateway/sign-ins.ts';
import { measureTokens } from './gateway/tokens.ts';
import { prepareProducts } from './platform-endpoints.ts';
import { restingCpu } from './request-cost.ts';

const PRODUCTS = 20;

/**
 * The cost of the gateway compared to a direct invocation, of token verification, and of sign-ins
 * with their password hashes.
 */
export async function measureGateway(stack: Stack): Promise<void> {
  const skus = await prepareProducts(stack, PRODUCTS);
  const orderIds = await placeOrders(stack, skus);
  const restingCpuMs = await restingCpu(stack);
  console.log(
    `\nall processes at rest: ${restingCpuMs.toFixed(0)} ms CPU per second, subtracted below`,
  );
  await measureOverhead(stack, { skus, orderIds, restingCpuMs });
  await measureTokens(stack, { orderIds, restingCpuMs });
  await measureSignIns(stack, { restingCpuMs });
}
