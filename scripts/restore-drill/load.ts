import { randomUUID } from 'node:crypto';
import { clientCredentials, openClient } from '@commerce/client';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { Stack } from '@commerce/local-stack';
import { CUSTOMER } from '@commerce/testing/shop';
import { waitUntil } from '@commerce/testing/wait-until';

/** Customers and warehouse that order, cancel and ship at once. */
const CLIENTS = 4;
const PRODUCTS = 4;
const STOCK_PER_PRODUCT = 1_000_000;
/** Longest time until a request has an answer that is no request to repeat it, ms. */
const ANSWER_TIMEOUT_MS = 120_000;

type Kind = 'place' | 'cancel' | 'ship';

/** A request of a client. A repeat with the same key is the same request. */
export interface Wanted {
  kind: Kind;
  key: string;
  sku: string;
  /** Empty in a request that places an order. */
  orderId: string;
}

/** A request that was answered. */
export interface Answered extends Wanted {
  /** The events of the order, as the answer told. */
  version: number;
}

type Desk = ReturnType<typeof openDesk>;

/** Sends the requests of a shop, under keys that are given. */
export function openDesk({ gatewayUrl, serviceClients }: Stack) {
  const token = clientCredentials(gatewayUrl, serviceClients.loadTester);
  const shop = openClient(gatewayUrl, { token });
  const warehouse = openClient(gatewayUrl, {
    token: clientCredentials(gatewayUrl, serviceClients.importer),
  });

  async function product(sku: string): Promise<void> {
    const price = { amountMinor: 250, currency: 'GBP' } as const;
    const created = await shop('createProduct', { body: { sku, name: 'A thing', price } });
    if (!created.ok) throw new Error(`${sku} cannot be created: ${created.code}`);
    const body = { location: 'main', quantity: STOCK_PER_PRODUCT };
    const received = await shop('receiveStock', { params: { sku }, body });
    if (!received.ok) throw new Error(`${sku} cannot be received: ${received.code}`);
  }

  function request({ kind, key, sku, orderId }: Wanted) {
    const headers = { 'Idempotency-Key': key };
    const params = { id: orderId };
    switch (kind) {
      case 'place':
        return shop('placeOrder', { headers, body: orderOf(sku) });
      case 'cancel':
        return shop('cancelOrder', { headers, params });
      case 'ship':
        return warehouse('shipOrder', { headers, params, body: {} });
    }
  }

  return {
    product,

    /**
     * Sends a request until it has an answer, or nobody is there any more. Throws Refused if it is refused for
     * good.
     */
    async send(wanted: Wanted, isGone = () => false): Promise<OrderResource> {
      const answer = await waitUntil(
        async () => {
          if (isGone()) return 'gone';
          const one = await request(wanted);
          const isLater = !one.ok && (one.status === 503 || one.code === 'request-in-flight');
          return isLater ? undefined : one;
        },
        { timeoutMs: ANSWER_TIMEOUT_MS, what: `${wanted.kind} ${wanted.orderId} is answered` },
      );
      if (answer === 'gone') throw new Error(`${wanted.kind} ${wanted.orderId}: nobody answers`);
      if (!answer.ok) throw new Refused(`${wanted.kind} ${wanted.orderId}: ${answer.code}`);
      return answer.body as OrderResource;
    },
  };
}

/** A request that was refused for good. */
export class Refused extends Error {
  override name = 'Refused';
}

function orderOf(sku: string) {
  return {
    lines: [{ sku, quantity: 1 }],
    ...CUSTOMER,
    payment: { token: 'tok_ok' },
    currency: 'GBP' as const,
    policy: 'split' as const,
  };
}

/** Products for the load. */
export async function prepareProducts(desk: Desk): Promise<string[]> {
  const skus = Array.from({ length: PRODUCTS }, (_, n) => `RESTORE-${n}`);
  for (const sku of skus) await desk.product(sku);
  return skus;
}

/**
 * Clients that order, cancel and ship until they are stopped, or until the platform is gone after `lose`:
 * then requests without an answer end them. `answered` has every answer, oldest first; `unanswered` what
 * has none.
 */
export function startLoad(desk: Desk, skus: readonly string[]) {
  const answered: Answered[] = [];
  const unanswered = new Set<Wanted>();
  let isOver = false;
  let isLost = false;

  async function send(wanted: Wanted): Promise<OrderResource> {
    unanswered.add(wanted);
    const order = await desk.send(wanted, () => isLost);
    unanswered.delete(wanted);
    answered.push({ ...wanted, orderId: order.id, version: order.version });
    return order;
  }

  async function work(client: number): Promise<void> {
    for (let turn = client; !isOver; turn++) {
      const sku = skus[turn % skus.length] ?? '';
      const order = await send({ kind: 'place', key: randomUUID(), sku, orderId: '' });
      const command = { key: randomUUID(), sku, orderId: order.id };
      if (turn % 3 === 0) await send({ kind: 'cancel', ...command });
      // One that is still `placed` continues without its client.
      if (turn % 3 === 1 && order.status === 'confirmed') await send({ kind: 'ship', ...command });
    }
  }

  const working = Promise.all(
    Array.from({ length: CLIENTS }, (_, client) =>
      work(client).catch((error: unknown) => {
        if (!isLost) throw error;
      }),
    ),
  );
  working.catch(() => {}); // the caller sees it when it waits
  return {
    answered: answered as readonly Answered[],
    unanswered: unanswered as ReadonlySet<Wanted>,
    /** Waits until so many more requests are answered. */
    async untilAnswered(count: number): Promise<void> {
      const wanted = answered.length + count;
      const reached = waitUntil(() => answered.length >= wanted, {
        timeoutMs: ANSWER_TIMEOUT_MS,
        what: `${count} more requests are answered`,
      });
      await Promise.race([reached, working]);
      await reached;
    },
    /** From now on no request must be answered. */
    lose(): void {
      isLost = isOver = true;
    },
    /** Ends the clients, and waits for their last answers. */
    async stop(): Promise<void> {
      isOver = true;
      await working;
    },
  };
}
