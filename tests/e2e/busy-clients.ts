import { randomBytes } from 'node:crypto';
import { waitUntil } from '@commerce/testing';
import type { JsonAnswer } from '@commerce/testing/json-client';
import { orderOf, type Shop } from '@commerce/testing/shop';

const CLIENTS = 40;
/** One of this many orders is declined. */
const DECLINED = 7;
/** Longest time until a request has an answer, with all its repeats. */
const ANSWER = { timeoutMs: 180_000 };

const newKey = () => ({ 'idempotency-key': randomBytes(12).toString('hex') });

/** Answers after which a client repeats its request. */
function isWorthRepeating({ status, body }: JsonAnswer): boolean {
  return status === 503 || (status === 409 && body['type'] === '/problems/request-in-flight');
}

/**
 * 40 clients that order, cancel and ship until they are stopped, and repeat what was not answered, as
 * the answers advise.
 */
export function openBusyClients(shop: Shop, skus: string[], warehouse: Record<string, string>) {
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
    /** The orders that were answered. */
    orderIds,
    /** Answers that are neither a success nor a request to repeat. */
    unexpected,
    successes: () => successes,
    /** Waits until this many further requests have succeeded. */
    async untilSucceeding(count: number, what: string) {
      const wanted = successes + count;
      await waitUntil(() => successes >= wanted, { ...ANSWER, what });
    },
    async stop() {
      isOver = true;
      await working;
    },
  };
}
