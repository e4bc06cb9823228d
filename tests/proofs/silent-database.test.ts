import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import { openBusyClients } from '../e2e/busy-clients.ts';

// PostgreSQL stops answering without a word: it is frozen with all its sessions, so connections stay
// open, new ones are accepted by the kernel, and nothing is ever answered.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const STOCK = 100_000;
/** Longer than every limit of the apps and sidecars, so that each of them is reached. */
const FROZEN_MS = 60_000;
/** What the platform may take after the database is back until it is ready and answers, ms. */
const BACK_WITHIN_MS = 10_000;
/**
 * And until every client is served, ms: writes that were under way when the database fell silent are
 * rolled back, after which the sidecar of the order app restarts once.
 */
const ALL_BACK_WITHIN_MS = 60_000;
/** How long a readiness check may take, whatever is silent, ms. */
const READINESS_MS = 4_000;
/** Requests that succeed when the platform works again: as many as there are clients. */
const SUCCESSES = 40;
/** Longest time of sagas, sweeps and redeliveries afterwards. */
const REST = { timeoutMs: 150_000, what: 'all invariants hold' };
const TEST_TIMEOUT_MS = 400_000;

const APPS = ['order', 'inventory', 'payment', 'catalog', 'identity'];

/** Stops PostgreSQL with its sessions, the parent first, so that no new ones begin. */
async function freezeDatabase(): Promise<() => void> {
  const { pid } = stack.process('postgres');
  process.kill(pid, 'SIGSTOP');
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]);
  const sessions = stdout.trim().split('\n').map(Number);
  for (const session of sessions) process.kill(session, 'SIGSTOP');
  return () => {
    for (const one of [...sessions, pid]) process.kill(one, 'SIGCONT');
  };
}

/** The readiness of an app, and how long it took to say so. */
async function readinessOf(app: string): Promise<{ status: number; ms: number }> {
  const asked = performance.now();
  const response = await fetch(`${stack.app(app).url}/readyz`);
  await response.body?.cancel();
  return { status: response.status, ms: performance.now() - asked };
}

test('a database that goes silent for a minute under load: bounded answers, back within 10 s, nothing lost', async (t) => {
  t.timeout(TEST_TIMEOUT_MS);
  const skus = [await shop.product(STOCK), await shop.product(STOCK)];
  const clients = openBusyClients(shop, skus, await shop.tokens.importer());
  t.teardown(clients.stop);
  await clients.untilSucceeding(SUCCESSES, 'clients get answers');

  const thaw = await freezeDatabase();
  try {
    const until = performance.now() + FROZEN_MS;
    const isOver = async () => {
      for (const answer of await Promise.all(APPS.map(readinessOf))) {
        t.is(answer.status, 503);
        t.true(answer.ms < READINESS_MS, `readiness took ${answer.ms} ms`);
      }
      return performance.now() > until;
    };
    await waitUntil(isOver, { timeoutMs: 2 * FROZEN_MS, what: 'a minute has passed' });
  } finally {
    thaw();
  }
  const back = performance.now();
  await Promise.all(
    APPS.map((app) =>
      waitUntil(async () => (await readinessOf(app)).status === 200, {
        timeoutMs: BACK_WITHIN_MS,
        what: `${app} is ready`,
      }),
    ),
  );
  t.log(`ready after ${performance.now() - back} ms`);
  await clients.untilSucceeding(1, 'a client gets an answer again');
  const first = performance.now() - back;
  t.log(`the first answer after ${first} ms`);
  await clients.untilSucceeding(SUCCESSES, 'clients get answers again');
  const took = performance.now() - back;
  t.log(`answers after ${took} ms`);
  await clients.stop();
  t.deepEqual(clients.unexpected, []);

  const { orderIds } = clients;
  let left: unknown[] = [];
  const atRest = async () => {
    left = violationsAtRest(await readRecords(stack, { orderIds, skus }));
    return left.length === 0;
  };
  await waitUntil(atRest, REST).catch(() => t.deepEqual(left, []));
  t.true(first < BACK_WITHIN_MS);
  t.true(took < ALL_BACK_WITHIN_MS);
  t.log(`${orderIds.length} orders, at rest ${performance.now() - back} ms after the return`);
});
