import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '@commerce/local-stack';
import type { LoopResult } from './load/closed-loop.ts';
import { percentilesOf } from './load/statistics.ts';
import { stackProcesses, usageByName } from './processes.ts';

const REST_SECONDS = 8;

/** The CPU of requests in all processes of a stack, and their latencies. */
export interface RequestCost {
  requests: number;
  seconds: number;
  cpuMs: number;
  latenciesMs: number[];
}

/** The CPU of all processes of an idle stack, ms per second. */
export async function restingCpu(stack: Stack): Promise<number> {
  const before = totalCpuMs(stack);
  const begin = performance.now();
  await pause(REST_SECONDS * 1000);
  return (totalCpuMs(stack) - before) / ((performance.now() - begin) / 1000);
}

/**
 * The CPU of requests, less the idle CPU of the stack in the same time. `settle` waits for the
 * background work of the requests.
 */
export async function costOfRequests(
  stack: Stack,
  { restingCpuMs, settle }: { restingCpuMs: number; settle?: () => Promise<void> },
  load: () => Promise<LoopResult>,
): Promise<RequestCost> {
  const before = totalCpuMs(stack);
  const begin = performance.now();
  const { calls, seconds, latenciesMs } = await load();
  await settle?.();
  const wall = (performance.now() - begin) / 1000;
  const cpuMs = totalCpuMs(stack) - before - wall * restingCpuMs;
  return { requests: calls, seconds, cpuMs, latenciesMs };
}

/** Merges several costs of the same requests. */
export function together(costs: RequestCost[]): RequestCost {
  const sum = (value: (cost: RequestCost) => number) =>
    costs.reduce((total, cost) => total + value(cost), 0);
  return {
    requests: sum(({ requests }) => requests),
    seconds: sum(({ seconds }) => seconds),
    cpuMs: sum(({ cpuMs }) => cpuMs),
    latenciesMs: costs.flatMap(({ latenciesMs }) => latenciesMs),
  };
}

/** The header for the rows of describeRequests(). */
export const REQUEST_COLUMNS = `${''.padEnd(48)} requests/s  CPU ms/request   p50 ms   p99 ms`;

/** One row: rate, CPU and latencies. */
export function describeRequests(what: string, cost: RequestCost): string {
  const { p50, p99 } = percentilesOf(cost.latenciesMs);
  const rate = (cost.requests / cost.seconds).toFixed(0).padStart(10);
  const cpu = (cost.cpuMs / cost.requests).toFixed(2).padStart(15);
  const times = [p50, p99].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
  return `${what.padEnd(48)} ${rate} ${cpu} ${times}`;
}

function totalCpuMs(stack: Stack): number {
  return [...usageByName(stackProcesses(stack)).values()].reduce((sum, one) => sum + one.cpuMs, 0);
}
