import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgress, formatFailure, startStack } from '@commerce/local-stack';
import { measureCpu } from './cpu.ts';
import { eventsSettled } from './events-settled.ts';
import { measureStart } from './start.ts';

const USAGE = `npm run bench -- <what>

  cpu     CPU ms per confirmed 3-line order over all processes, orders/s and latency
  start   seconds of a warm start to its first accepted order, and memory at rest
`;

const what = process.argv[2];
const dataDir = mkdtempSync(join(tmpdir(), 'dapr-commerce-bench-'));
try {
  if (what === 'cpu') await cpu();
  else if (what === 'start') await measureStart(dataDir);
  else {
    process.stderr.write(USAGE);
    process.exitCode = 2;
  }
  rmSync(dataDir, { recursive: true, force: true });
} catch (error) {
  process.stderr.write(`${formatFailure(error)}\nlogs are in ${join(dataDir, 'logs')}\n`);
  process.exitCode = 1;
}

async function cpu(): Promise<void> {
  const stack = await startStack({ dataDir, ports: 'free', progress: createProgress() });
  try {
    await measureCpu(stack, () => eventsSettled(stack));
  } finally {
    await stack.stop();
  }
}
