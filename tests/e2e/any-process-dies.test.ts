import { randomBytes } from 'node:crypto';
import { readState } from '@commerce/local-stack';
import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import type { JsonAnswer } from '@commerce/testing/json-client';
import { readRecords } from '@commerce/testing/records';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// Kills every process of the platform, one after another, while clients order, cancel and ship.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const CLIENTS = 40;
const STOCK = 100_000;
/** Requests that must succeed between the restart of one process and the kill of the next. */
const SUCCESSES_BETWEEN = 100;
/** One of this many orders is declined. */
const DECLINED = 7;
const ANSWER = { timeoutMs: 90_000 };
/** Longest time of sagas, sweeps and redeliveries after the last kill. */
const REST = { timeoutMs: 150_000, what: 'all invariants hold' };

/** Far above the usual two minutes. */
const TEST_TIMEOUT_MS = 600_000;

const newKey = () => ({ 'idempotency-key': randomBytes(12).toString('hex') });

/** Answers after which a client repeats its request. */
function isWorthRepeating({ status, body }: JsonAnswer): boolean {
  return status === 503 || (status === 409 && body['type'] === '/problems/request-in-flight');
}

/** Clients that run until they are stopped, and their results. */
function openClients(skus: string[], warehouse: Record<string, string>) {
  const orderIds: string[] = [];
  const unexpected: string[] = [];
  let successes = 0;
  let isOver = false;

  async function send(path: string, headers: Record<string, string>, body?: object) {
    const request = { headers: { ...newKey(), ...headers }, ...(body && { body }) };
    const answered = async () => {
      const answer = await shop.api('POST', path, request);
      return !isWorthRepeating(answer) && answer;
    };
    const answer = await waitUntil(answered, { ...ANSWER, what: `${path} is answered` });
    if (answer.status < 300) successes += 1;
    else unexpected.push(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async function work(client: number): Promise<void> {
    for (let turn = client; !isOver; turn++) {
      const isDeclined = turn % DECLINED === 0;
      const lines = { [skus[turn % skus.length] ?? '']: 1 + (turn % 2) };
      const order = await send(
        '/orders',
        {},
        orderOf(lines, isDeclined ? 'tok_decline' : 'tok_ok'),
      );
      const id = String(order['id']);
      orderIds.push(id);
      if (isDeclined) continue;
      if (turn % 3 === 0) await send(`/orders/${id}/cancellation`, {});
      // An order that is still `placed` continues without its client.
      if (turn % 3 === 1 && order['status'] === 'confirmed') {
        await send(`/orders/${id}/shipments`, warehouse, {});
      }
    }
  }

  const working = Promise.all(Array.from({ length: CLIENTS }, (_, client) => work(client)));
  working.catch(() => {}); // stop rejects with the same error
  return {
    orderIds,
    unexpected,
    successes: () => successes,
    async stop() {
      isOver = true;
      await working;
    },
  };
}

test('after a kill of any process under load the platform recovers, and no unit or penny is lost', async (t) => {
  t.timeout(TEST_TIMEOUT_MS);
  const skus = [await shop.product(STOCK), await shop.product(STOCK), await shop.product(STOCK)];
  const clients = openClients(skus, await shop.tokens.importer());
  t.teardown(clients.stop);
  const untilClientsSucceed = async (what: string) => {
    const wanted = clients.successes() + SUCCESSES_BETWEEN;
    await waitUntil(() => clients.successes() >= wanted, { ...ANSWER, what });
  };
  await untilClientsSucceed('clients get answers');
  for (const { name } of readState(stack.stateFile).processes) {
    const since = Date.now();
    await stack.untilRestarted(stack.kill(name));
    await untilClientsSucceed(`clients get answers after the kill of ${name}`);
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
