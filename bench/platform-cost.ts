import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '@commerce/local-stack';
import { eventsSettled } from './events-settled.ts';
import { generateLoad, type PhaseResult } from './load/generator.ts';
import type { Endpoint, OrderShape } from './load/order-endpoint.ts';
import { percentilesOf } from './load/statistics.ts';
import { stackProcesses, type Usage, usageByName } from './processes.ts';

const SETTLE_LIMIT_MS = 60_000;
const SETTLE_POLL_MS = 250;

/** A closed loop of orders on a stack. */
export interface StackLoad {
  endpoint: Endpoint;
  shape: OrderShape;
  clients: number;
  orders: number;
}

/** The cost of orders, from the first one until the last event was consumed. */
export interface OrderCost {
  load: PhaseResult;
  cpuMsPerOrder: number;
  byProcess: { name: string; cpuMsPerOrder: number; rssBytes: number }[];
}

/** Places orders and waits until their events are consumed. Throws if an order is not confirmed. */
export async function placeAndSettle(stack: Stack, load: StackLoad): Promise<PhaseResult> {
  const { endpoint, shape, clients, orders } = load;
  const result = await generateLoad({
    endpoint,
    shape,
    load: { kind: 'closed', clients, end: { calls: orders } },
  });
  const limit = Date.now() + SETTLE_LIMIT_MS;
  while (!(await eventsSettled(stack))) {
    if (Date.now() > limit) throw new Error('events did not settle');
    await pause(SETTLE_POLL_MS);
  }
  return result;
}

/** The CPU of every process of the stack per order, without the load generator. */
export async function measureCost(stack: Stack, load: StackLoad): Promise<OrderCost> {
  const before = usageByName(stackProcesses(stack));
  const result = await placeAndSettle(stack, load);
  const after = usageByName(stackProcesses(stack));
  const byProcess = [...after]
    .map(([name, { cpuMs, rssBytes }]) => ({
      name,
      cpuMsPerOrder: (cpuMs - cpuOf(before.get(name))) / result.confirmed,
      rssBytes,
    }))
    .toSorted((a, b) => b.cpuMsPerOrder - a.cpuMsPerOrder);
  const cpuMsPerOrder = byProcess.reduce((sum, one) => sum + one.cpuMsPerOrder, 0);
  return { load: result, cpuMsPerOrder, byProcess };
}

function cpuOf(usage: Usage | undefined): number {
  return usage?.cpuMs ?? 0;
}

/** One line: rate, CPU and latencies of a cost. */
export function describeCost({ load, cpuMsPerOrder }: OrderCost): string {
  const { p50, p90, p99 } = percentilesOf(load.latenciesMs);
  const rate = (load.confirmed / load.seconds).toFixed(0);
  return (
    `${rate.padStart(5)} orders/s  ${cpuMsPerOrder.toFixed(2).padStart(8)} ms CPU/order  ` +
    `p50 ${p50.toFixed(0)} ms, p90 ${p90.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`
  );
}
