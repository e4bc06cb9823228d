import { createProgress, silentProgress, startStack, type Stack } from '@commerce/local-stack';
import { gatewayDoor, placeOrders, prepareProducts } from './order-load.ts';
import { usageByName } from './processes.ts';

/** How long the platform is left alone before its memory at rest is read, ms. */
const REST_MS = 10_000;

/** A first start prepares the data; the second one is warm and is measured. */
export async function measureStart(dataDir: string): Promise<void> {
  const first = await startStack({ dataDir, ports: 'free', progress: createProgress() });
  const skus = await prepareProducts(first.gatewayUrl, 3).finally(() => first.stop());
  const begin = performance.now();
  const stack = await startStack({ dataDir, ports: 'free', progress: silentProgress });
  try {
    const upMs = performance.now() - begin;
    await placeOrders({ door: gatewayDoor(stack), skus, clients: 1, orders: 1, lines: 3 });
    const acceptedMs = performance.now() - begin;
    console.log(`\nwarm start: ready after ${(upMs / 1000).toFixed(1)} s`);
    console.log(`first accepted order after ${(acceptedMs / 1000).toFixed(1)} s`);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    printMemory(stack);
  } finally {
    await stack.stop();
  }
}

function printMemory({ processes }: Stack): void {
  const usage = usageByName(
    processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }])),
  );
  let total = 0;
  for (const [name, { rssBytes }] of usage) {
    total += rssBytes;
    console.log(`${name.padEnd(22)} ${(rssBytes / 1e6).toFixed(0).padStart(6)} MB`);
  }
  console.log(`${'all at rest (RSS)'.padEnd(22)} ${(total / 1e6).toFixed(0).padStart(6)} MB`);
}
