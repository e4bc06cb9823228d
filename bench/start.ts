import { createProgress, silentProgress, type Stack } from '@commerce/local-stack';
import { startBenchStack } from './bench-stack.ts';
import { generateLoad } from './load/generator.ts';
import { gatewayEndpoint, prepareProducts } from './platform-endpoints.ts';
import { stackProcesses, usageByName } from './processes.ts';

/**
 * How long the platform idles before its memory at rest is read, ms: longer than connection pools
 * keep idle connections (10 s).
 */
const REST_MS = 30_000;

/** Measures the second, warm start; the first one prepares the data. */
export async function measureStart(dataDir: string): Promise<void> {
  const first = await startBenchStack({ dataDir, progress: createProgress() });
  const skus = await prepareProducts(first, 3).finally(() => first.stop());
  const begin = performance.now();
  const stack = await startBenchStack({ dataDir, progress: silentProgress });
  try {
    const upMs = performance.now() - begin;
    await generateLoad({
      endpoint: gatewayEndpoint(stack),
      shape: { skus, lines: skus.length },
      load: { kind: 'closed', clients: 1, end: { calls: 1 } },
    });
    const acceptedMs = performance.now() - begin;
    console.log(`\nwarm start: ready after ${(upMs / 1000).toFixed(1)} s`);
    console.log(`first accepted order after ${(acceptedMs / 1000).toFixed(1)} s`);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    printMemory(stack);
  } finally {
    await stack.stop();
  }
}

function printMemory(stack: Stack): void {
  const usage = usageByName(stackProcesses(stack));
  let total = 0;
  for (const [name, { rssBytes }] of usage) {
    total += rssBytes;
    console.log(`${name.padEnd(22)} ${(rssBytes / 1e6).toFixed(0).padStart(6)} MB`);
  }
  console.log(`${'all at rest (RSS)'.padEnd(22)} ${(total / 1e6).toFixed(0).padStart(6)} MB`);
}
