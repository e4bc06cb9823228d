import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createProgress, type Stack } from '@commerce/local-stack';
import { violationsAtRest } from '@commerce/testing/invariants';
import type { Violation } from '@commerce/testing/violation';
import { readRecords } from '@commerce/testing/records';
import { waitUntil } from '@commerce/testing/wait-until';
import { Redis } from 'ioredis';
import { Pool } from 'undici';
import { startBenchStack } from './bench-stack.ts';
import { loadTesterHeaders, prepareProducts } from './platform-endpoints.ts';
import { stackProcesses, usageByName } from './processes.ts';
import { BENCH_CUSTOMER } from './load/bench-customer.ts';

const CLIENTS = 32;
const REPLICAS = 2;
const PRODUCTS = 50;
const DEFAULT_MINUTES = 10;
/** Pause between two kills, ms; after every third one Redis is emptied. */
const KILL_EVERY_MS = 15_000;
const KILLS_BEFORE_EMPTYING = 3;
/** Longest wait for the answer of one order, ms: longer than an app needs to come back. */
const ANSWER_TIMEOUT_MS = 90_000;
const REST_TIMEOUT_MS = 240_000;
/** How long the use at rest is measured, before and after, ms. */
const MEASURED_MS = 30_000;
/** More than this share of a core above the use before counts as a sidecar that is not at rest. */
const TOLERATED_CORES = 0.03;

/**
 * What makes inserts lose: two replicas of the order app, clients that send every order twice at
 * once, a Redis that comes back empty, and apps that are killed in turn. Throws unless all books
 * agree at the end and every sidecar uses at rest what it used before.
 */
export async function measureRepeats(dataDir: string, minutes?: string): Promise<void> {
  const instances = { order: REPLICAS };
  const stack = await startBenchStack({ dataDir, progress: createProgress(), instances });
  const redis = new Redis(stack.redisUrl);
  try {
    const skus = await prepareProducts(stack, PRODUCTS);
    const before = await coresAtRest(stack);
    const endsAt = Date.now() + Number(minutes ?? DEFAULT_MINUTES) * 60_000;
    const clients = runClients(stack, skus, endsAt);
    const kills = await killAppsInTurn(stack, redis, endsAt);
    const { orders, differing } = await clients;
    console.log(`\n${orders} orders, each sent twice at once; ${kills} kills of apps`);
    const violations = await untilAtRest(stack);
    const after = await coresAtRest(stack);
    report({ before, after, differing, violations });
  } finally {
    redis.disconnect();
    await stack.stop();
  }
}

async function runClients(stack: Stack, skus: string[], endsAt: number) {
  const pool = new Pool(stack.gatewayUrl, { connections: 2 * CLIENTS });
  const headers = loadTesterHeaders(stack);
  let orders = 0;
  let differing = 0;
  const order = async (n: number) => {
    const key = randomBytes(16).toString('hex');
    const sku = skus[n % skus.length] as string;
    const ids = await Promise.all([0, 1].map(() => place(pool, { sku, key, headers })));
    orders += 1;
    if (new Set(ids).size !== 1) differing += 1;
  };
  const client = async (first: number) => {
    for (let n = first; Date.now() < endsAt; n++) await order(n);
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n)));
  await pool.close();
  return { orders, differing };
}

/** Sends an order until it has an answer that is no invitation to repeat it. Returns its id. */
async function place(
  pool: Pool,
  {
    sku,
    key,
    headers,
  }: { sku: string; key: string; headers: ReturnType<typeof loadTesterHeaders> },
): Promise<string> {
  const body = JSON.stringify({
    lines: [{ sku, quantity: 1 }],
    ...BENCH_CUSTOMER,
    payment: { token: 'tok_ok' },
    currency: 'GBP',
  });
  const answered = async () => {
    try {
      const answer = await pool.request({
        method: 'POST',
        path: '/orders',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(await headers()),
        },
        body,
      });
      const { id, status } = (await answer.body.json()) as { id?: string; status?: string };
      if (answer.statusCode < 300) return id;
      if (answer.statusCode === 503 || answer.statusCode === 409) return undefined;
      throw new Error(`POST /orders answered ${answer.statusCode} ${status}`);
    } catch (error) {
      if (/answered/.test((error as Error).message)) throw error;
      return undefined; // the gateway was killed
    }
  };
  return waitUntil(answered, { timeoutMs: ANSWER_TIMEOUT_MS, what: `order ${key} is answered` });
}

async function killAppsInTurn(stack: Stack, redis: Redis, endsAt: number): Promise<number> {
  const apps = stack.processes.filter(({ kind }) => kind === 'app').map(({ name }) => name);
  let kills = 0;
  while (Date.now() + KILL_EVERY_MS < endsAt) {
    await pause(KILL_EVERY_MS);
    stack.kill(apps[kills % apps.length] as string, 'SIGKILL');
    kills += 1;
    if (kills % KILLS_BEFORE_EMPTYING === 0) await redis.flushall();
  }
  return kills;
}

async function untilAtRest(stack: Stack): Promise<Violation[]> {
  const places = {
    databaseUrls: stack.databaseUrls,
    paymentProviderUrl: stack.urls['payment-provider'] ?? '',
  };
  const read = async () => violationsAtRest(await readRecords(places));
  const resting = async () => (await read()).length === 0;
  await waitUntil(resting, { timeoutMs: REST_TIMEOUT_MS, what: 'all books agree' }).catch(() => {});
  return read();
}

/** The cores that each sidecar uses while no client sends anything. */
async function coresAtRest(stack: Stack): Promise<Map<string, number>> {
  const sidecars = () => stackProcesses(stack).filter(({ name }) => name.endsWith('-daprd'));
  const first = usageByName(sidecars());
  await pause(MEASURED_MS);
  return new Map(
    [...usageByName(sidecars())].map(([name, { cpuMs }]) => {
      return [name, (cpuMs - (first.get(name)?.cpuMs ?? 0)) / MEASURED_MS];
    }),
  );
}

function report({
  before,
  after,
  differing,
  violations,
}: {
  before: Map<string, number>;
  after: Map<string, number>;
  differing: number;
  violations: Violation[];
}): void {
  const percent = (cores = 0) => `${(100 * cores).toFixed(1)} %`.padStart(8);
  console.log('\ncores at rest            before    after');
  for (const [name, cores] of after) {
    console.log(`${name.padEnd(22)} ${percent(before.get(name))} ${percent(cores)}`);
  }
  for (const { rule, subject, detail } of violations) console.log(`${rule}: ${subject} ${detail}`);
  const busy = [...after].filter(
    ([name, cores]) => cores > (before.get(name) ?? 0) + TOLERATED_CORES,
  );
  if (busy.length === 0 && differing === 0 && violations.length === 0) {
    console.log('every sidecar is at rest, both answers of every order agree, and so do all books');
    return;
  }
  throw new Error(
    `${busy.length} sidecars are not at rest, ${differing} orders have two ids, ` +
      `${violations.length} violations of the invariants`,
  );
}
