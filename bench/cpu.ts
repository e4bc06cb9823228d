import type { Stack } from '@commerce/local-stack';
import {
  gatewayDoor,
  invocationDoor,
  percentile,
  placeOrders,
  prepareProducts,
  type Door,
  type LoadResult,
} from './order-load.ts';
import { usageByName, type Usage } from './processes.ts';

const PRODUCTS = 200;
const WARM_UP_ORDERS = 500;
const ORDERS = 3_000;
const CLIENTS = 32;
const LINES = 3;
/** Events come a second after their commit: their cost belongs to the orders too. */
const SETTLE_LIMIT_MS = 30_000;
const SETTLE_POLL_MS = 250;

/**
 * CPU per confirmed order over all processes of the platform, load generator excluded, from the
 * first order until the last event has been consumed; through the gateway, then straight to the
 * order app by Dapr service invocation.
 */
export async function measureCpu(stack: Stack, settled: () => Promise<boolean>): Promise<void> {
  const skus = await prepareProducts(stack.gatewayUrl, PRODUCTS);
  await measureDoor({ stack, skus, settled }, 'through the gateway', gatewayDoor(stack));
  await measureDoor({ stack, skus, settled }, 'by Dapr invocation', invocationDoor(stack));
}

async function measureDoor(
  { stack, skus, settled }: { stack: Stack; skus: string[]; settled: () => Promise<boolean> },
  title: string,
  door: Door,
): Promise<void> {
  const load = { door, skus, clients: CLIENTS, lines: LINES };
  await placeOrders({ ...load, orders: WARM_UP_ORDERS });
  await waitUntil(settled);
  const before = usageOf(stack);
  const result = await placeOrders({ ...load, orders: ORDERS });
  await waitUntil(settled);
  print(title, result, { before, after: usageOf(stack) });
}

function print(
  title: string,
  { confirmed, seconds, latenciesMs }: LoadResult,
  { before, after }: Record<'before' | 'after', Map<string, Usage>>,
): void {
  console.log(`\n${ORDERS} orders of ${LINES} lines, ${CLIENTS} clients, ${title}`);
  console.log(`${'process'.padEnd(22)} CPU ms/order   RSS MB`);
  const rows = [...after].map(([name, { cpuMs, rssBytes }]) => ({
    name,
    perOrder: (cpuMs - (before.get(name)?.cpuMs ?? 0)) / confirmed,
    rssBytes,
  }));
  for (const { name, perOrder, rssBytes } of rows.toSorted((a, b) => b.perOrder - a.perOrder)) {
    const rss = (rssBytes / 1e6).toFixed(0);
    console.log(`${name.padEnd(22)} ${perOrder.toFixed(2).padStart(12)} ${rss.padStart(8)}`);
  }
  const total = rows.reduce((sum, { perOrder }) => sum + perOrder, 0);
  console.log(`${'all'.padEnd(22)} ${total.toFixed(2).padStart(12)}`);
  const p = (share: number) => percentile(latenciesMs, share).toFixed(1);
  console.log(
    `${(confirmed / seconds).toFixed(0)} confirmed orders/s, ` +
      `p50 ${p(0.5)} ms, p90 ${p(0.9)} ms, p99 ${p(0.99)} ms`,
  );
}

function usageOf(stack: Stack): Map<string, Usage> {
  const roots = stack.processes.flatMap(({ name, pid }) =>
    pid === undefined ? [] : [{ name, pid }],
  );
  return usageByName(roots);
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + SETTLE_LIMIT_MS;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error('events did not settle');
    await new Promise((resolve) => setTimeout(resolve, SETTLE_POLL_MS));
  }
}
