import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createProgress,
  formatFailure,
  silentProgress,
  startStack,
  wipeDirectory,
  type Stack,
} from '@commerce/local-stack';
import { measureCpu } from './cpu.ts';
import { eventsSettled } from './events-settled.ts';
import { measureHolds } from './holds.ts';
import { measureStart } from './start.ts';

const USAGE = `npm run bench -- <what>

  cpu     CPU ms per confirmed 3-line order over all processes, orders/s and latency
  holds   holds per second on one product and on many, at the store and through the actor
  start   seconds of a warm start to its first accepted order, and memory at rest
`;

const what = process.argv[2];
const dataDir = mkdtempSync(join(tmpdir(), 'dapr-commerce-bench-'));
try {
  if (what === 'cpu') {
    await onStack((stack) => measureCpu(stack, () => eventsSettled(stack)));
  } else if (what === 'holds') await onStack(measureHolds);
  else if (what === 'start') await measureStart(dataDir);
  else {
    process.stderr.write(USAGE);
    process.exitCode = 2;
  }
  await wipeDirectory(dataDir, silentProgress);
} catch (error) {
  process.stderr.write(`${formatFailure(error)}\nlogs are in ${join(dataDir, 'logs')}\n`);
  process.exitCode = 1;
}

async function onStack(measure: (stack: Stack) => Promise<void>): Promise<void> {
  const stack = await startStack({ dataDir, ports: 'free', progress: createProgress() });
  try {
    await measure(stack);
  } finally {
    await stack.stop();
  }
}
