import { join } from 'node:path';
import { createProgress, silentProgress, type Stack, wipeDirectory } from '@commerce/local-stack';
import { startBenchStack } from './bench-stack.ts';
import { LINES_PER_ORDER, PRODUCTS } from './contenders/contender.ts';
import { spreadOf } from './load/statistics.ts';
import {
  describeCost,
  measureCost,
  type OrderCost,
  placeAndSettle,
  type StackLoad,
} from './platform-cost.ts';
import { invocationEndpoint, prepareProducts } from './platform-endpoints.ts';

const CLIENTS = 32;
/** How many orders a platform has taken before it is measured; the argument sets the last stage. */
const STAGES = [10_000, 100_000];
const DEFAULT_LAST = 10_000;
/** Orders of the young platform, with which each stage is compared. */
const YOUNG = 1_000;
const ROUNDS = 5;
const ORDERS_PER_ROUND = 600;
/** The smallest difference of a process that is printed, ms. */
const MIN_SHOWN_MS = 0.05;

/**
 * The cost of an order once there are many: its CPU may grow by at most 10 %. The platform is
 * compared with a young one in alternating rounds, because the same work on the same machine varies
 * by a quarter from one minute to the next.
 */
export async function measureGrowth(dataDir: string, argument?: string): Promise<void> {
  const last = Number(argument ?? DEFAULT_LAST);
  const old = await startWithProducts(join(dataDir, 'old'));
  let placed = 0;
  for (const stage of STAGES.filter((one) => one <= last)) {
    await placeAndSettle(old.stack, { ...old.load, orders: stage - placed });
    await compareWithYoung(stage, old, join(dataDir, `young-${stage}`));
    placed = stage + ROUNDS * ORDERS_PER_ROUND;
  }
  await old.stack.stop();
  await wipeDirectory(join(dataDir, 'old'), silentProgress);
}

interface Loaded {
  stack: Stack;
  load: Omit<StackLoad, 'orders'>;
}

async function startWithProducts(dataDir: string): Promise<Loaded> {
  const stack = await startBenchStack({ dataDir, progress: createProgress() });
  const skus = await prepareProducts(stack, PRODUCTS);
  const shape = { skus, lines: LINES_PER_ORDER };
  return { stack, load: { endpoint: invocationEndpoint(stack), shape, clients: CLIENTS } };
}

async function compareWithYoung(stage: number, old: Loaded, dataDir: string): Promise<void> {
  const young = await startWithProducts(dataDir);
  await placeAndSettle(young.stack, { ...young.load, orders: YOUNG });
  const rounds: { old: OrderCost; young: OrderCost }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ young: await costOf(young), old: await costOf(old) });
  }
  await young.stack.stop();
  await wipeDirectory(dataDir, silentProgress);
  for (const [n, round] of rounds.entries()) {
    console.log(`round ${n + 1}, after ${String(YOUNG).padStart(7)} ${describeCost(round.young)}`);
    console.log(`round ${n + 1}, after ${String(stage).padStart(7)} ${describeCost(round.old)}`);
  }
  const growths = rounds.map((one) => one.old.cpuMsPerOrder / one.young.cpuMsPerOrder - 1);
  const { min, median, max } = spreadOf(growths);
  console.log(
    `growth after ${stage} orders: ${percent(median)} (${percent(min)} to ${percent(max)})`,
  );
  for (const { name } of rounds[0]?.old.byProcess ?? []) {
    const more = spreadOf(rounds.map((one) => cpuOf(one.old, name) - cpuOf(one.young, name)));
    if (Math.abs(more.median) >= MIN_SHOWN_MS) {
      console.log(`  ${name.padEnd(20)} ${more.median.toFixed(2).padStart(6)} ms CPU/order more`);
    }
  }
}

function cpuOf({ byProcess }: OrderCost, name: string): number {
  return byProcess.find((one) => one.name === name)?.cpuMsPerOrder ?? 0;
}

function costOf({ stack, load }: Loaded): Promise<OrderCost> {
  return measureCost(stack, { ...load, orders: ORDERS_PER_ROUND });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
