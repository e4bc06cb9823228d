import { readState } from '@commerce/local-stack';
import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import { openBusyClients } from './busy-clients.ts';

// Kills every process of the platform, one after another, while clients order, cancel and ship.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const STOCK = 100_000;
/** Requests that must succeed between the restart of one process and the kill of the next. */
const SUCCESSES_BETWEEN = 100;
/** Longest time of sagas, sweeps and redeliveries after the last kill. */
const REST = { timeoutMs: 150_000, what: 'all invariants hold' };

/** Far above the usual two minutes. */
const TEST_TIMEOUT_MS = 600_000;

test('after a kill of any process under load the platform recovers, and no unit or penny is lost', async (t) => {
  t.timeout(TEST_TIMEOUT_MS);
  const skus = [await shop.product(STOCK), await shop.product(STOCK), await shop.product(STOCK)];
  const clients = openBusyClients(shop, skus, await shop.tokens.importer());
  t.teardown(clients.stop);
  await clients.untilSucceeding(SUCCESSES_BETWEEN, 'clients get answers');
  for (const { name } of readState(stack.stateFile).processes) {
    const since = Date.now();
    await stack.untilRestarted(stack.kill(name));
    await clients.untilSucceeding(
      SUCCESSES_BETWEEN,
      `clients get answers after the kill of ${name}`,
    );
    t.log(`${name}: ${Date.now() - since} ms`);
  }
  await clients.stop();
  t.deepEqual(clients.unexpected, []);

  const { orderIds } = clients;
  let left: unknown[] = [];
  const atRest = async () => {
    left = violationsAtRest(await readRecords(stack, { orderIds, skus }));
    return left.length === 0;
  };
  await waitUntil(atRest, REST).catch(() => t.deepEqual(left, []));
  t.log(`${orderIds.length} orders, ${clients.successes()} requests`);
});
