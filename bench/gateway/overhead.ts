import { setTimeout as pause } from 'node:timers/promises';
import { clientCredentials } from '@commerce/client';
import type { Stack } from '@commerce/local-stack';
import { LINES_PER_ORDER } from '../contenders/contender.ts';
import { eventsSettled } from '../events-settled.ts';
import { type Endpoint, openOrderClient } from '../load/order-endpoint.ts';
import { runOpenLoop } from '../load/open-loop.ts';
import { gatewayEndpoint, invocationEndpoint } from '../platform-endpoints.ts';
import {
  costOfRequests,
  describeRequests,
  REQUEST_COLUMNS,
  type RequestCost,
  together,
} from '../request-cost.ts';
import { openOrderReader } from './order-reads.ts';

const READS = { perSecond: 100, seconds: 10 };
const ORDERS = { perSecond: 20, seconds: 10 };
const WARM_UP_SECONDS = 3;
/** The two paths alternate, so that drift of the machine affects both. */
const ROUNDS = 3;
const CONNECTIONS = 64;
const SETTLE_LIMIT_MS = 60_000;
const SETTLE_POLL_MS = 100;

interface Fixture {
  skus: string[];
  orderIds: string[];
  restingCpuMs: number;
}
type Load = typeof READS;
type Measure = (load: Load) => Promise<RequestCost>;

/**
 * The gateway compared to a direct invocation: the same requests with the same token, once through
 * the gateway and once from the gateway's own sidecar, so that the gateway is the only difference.
 */
export async function measureOverhead(stack: Stack, fixture: Fixture): Promise<void> {
  const paths = [
    { name: 'through the gateway', endpoint: gatewayEndpoint(stack) },
    { name: 'by Dapr invocation', endpoint: invocationEndpoint(stack, 'gateway') },
  ];
  console.log(`\nat a fixed rate\n${REQUEST_COLUMNS}`);
  const works = {
    'GET /orders/{id}': { load: READS, of: reads },
    'POST /orders, 3 lines': { load: ORDERS, of: orders },
  };
  for (const [what, { load, of }] of Object.entries(works)) {
    const opened = paths.map(({ name, endpoint }) => ({ name, ...of(stack, endpoint, fixture) }));
    for (const { measure } of opened) await measure({ ...load, seconds: WARM_UP_SECONDS });
    const costs = opened.map((): RequestCost[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [way, { measure }] of opened.entries()) costs[way]?.push(await measure(load));
    }
    for (const [way, { name, close }] of opened.entries()) {
      console.log(describeRequests(`${what}, ${name}`, together(costs[way] ?? [])));
      await close();
    }
  }
}

function reads(stack: Stack, endpoint: Endpoint, { orderIds, restingCpuMs }: Fixture) {
  const { 'idempotency-key': _, ...headers } = endpoint.headers;
  const reader = openOrderReader({ ...endpoint, headers }, orderIds, CONNECTIONS);
  const token = clientCredentials(stack.gatewayUrl, stack.serviceClients.loadTester);
  const measure: Measure = (load) =>
    costOfRequests(stack, { restingCpuMs }, () =>
      runOpenLoop(load, async (n) => reader.read(n, await token())),
    );
  return { measure, close: reader.close };
}

function orders(stack: Stack, endpoint: Endpoint, { skus, restingCpuMs }: Fixture) {
  const client = openOrderClient(endpoint, { skus, lines: LINES_PER_ORDER }, CONNECTIONS);
  const settle = () => untilSettled(stack);
  const measure: Measure = (load) =>
    costOfRequests(stack, { restingCpuMs, settle }, () => runOpenLoop(load, client.place));
  return { measure, close: client.close };
}

async function untilSettled(stack: Stack): Promise<void> {
  const limit = Date.now() + SETTLE_LIMIT_MS;
  while (!(await eventsSettled(stack))) {
    if (Date.now() > limit) throw new Error('events did not settle');
    await pause(SETTLE_POLL_MS);
  }
}
