import { randomBytes } from 'node:crypto';
import { clientCredentials, openClient, type AnswerOf, type OperationId } from '@commerce/client';
import type { Availability, StockHistory } from '@commerce/contracts/inventory/stock-api';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import { jsonClient, type JsonAnswer } from './json-client.ts';
import type { TestStack } from './stack.ts';
import { openTokens, type Tokens } from './tokens.ts';
import { waitUntil } from './wait-until.ts';

/** Longest time for an order to settle in a test: the retry time, compensation and a restart. */
const SETTLE_TIMEOUT_MS = 90_000;
/** Where the orders of tests go, and how their customer is reached. */
export const CUSTOMER = {
  shippingAddress: {
    name: 'A. Customer',
    lines: ['1 High Street'],
    city: 'London',
    postalCode: 'SW1A 1AA',
    country: 'GB',
  },
  contact: { email: 'a.customer@shop.example' },
};

/** The body of POST /orders for some units of products. */
export function orderOf(lines: Record<string, number>, token = 'tok_ok'): object {
  return {
    lines: Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity })),
    ...CUSTOMER,
    payment: { token },
    currency: 'GBP',
  };
}

export interface StockLevel {
  sku: string;
  availability: Availability;
  onHand: number;
  reserved: number;
  quarantined: number;
  available: number;
}

export type Shop = ReturnType<typeof openShop>;

/** The public API of the running platform, for what customers and the shop's staff do. */
export function openShop(stack: TestStack) {
  const plain = jsonClient(stack.gatewayUrl);
  const tokens = openTokens(stack);
  const { serviceClients, gatewayUrl } = stack;
  const call = openClient(gatewayUrl, {
    token: clientCredentials(gatewayUrl, serviceClients.loadTester),
  });
  const provider = jsonClient(stack.paymentProviderUrl);

  /**
   * Calls as a guest unless headers say otherwise; adds an idempotency key to an order without one.
   */
  const api: Api = (method, path, request?) => {
    const isOrder = method === 'POST' && path === '/orders';
    const key = isOrder && { 'idempotency-key': randomBytes(12).toString('hex') };
    return plain(method, path, { ...request, headers: { ...key, ...request?.headers } });
  };

  return {
    api,
    tokens,

    /** Creates a new product for one test, at GBP 2.50, with stock. Returns its SKU. */
    async product(stock: number): Promise<string> {
      const sku = `T${randomBytes(6).toString('hex').toUpperCase()}`;
      const price = { amountMinor: 250, currency: 'GBP' } as const;
      expectStatus(201, await call('createProduct', { body: { sku, name: 'A thing', price } }));
      if (stock > 0) {
        const body = { location: 'main', quantity: stock };
        expectStatus(201, await call('receiveStock', { params: { sku }, body }));
      }
      return sku;
    },

    /** Declares a location. */
    async location(location: string): Promise<void> {
      expectStatus(200, await call('declareLocation', { params: { location }, body: {} }));
    },

    place(body: object, headers: Record<string, string> = {}): Promise<JsonAnswer> {
      return api('POST', '/orders', { body, headers });
    },

    getOrder: (id: string) => readOrder(api, id),

    async events(id: string): Promise<{ type: string; seq: number; correlationId: string }[]> {
      const { body } = await api('GET', `/orders/${id}/events`);
      return body['items'] as { type: string; seq: number; correlationId: string }[];
    },

    /** The counts, which are for staff. */
    stock: (sku: string) => readStock(api, tokens, sku),

    ...waits(api, tokens),

    /** The authorizations of an order in the payment provider's book. */
    async authorizations(orderId: string): Promise<{ status: string }[]> {
      const { body } = await provider('GET', `/authorizations?reference=${orderId}`);
      return body['authorizations'] as { status: string }[];
    },
  };
}

function expectStatus<Id extends OperationId>(status: number, answer: AnswerOf<Id>): void {
  if (answer.status === status) return;
  throw new Error(`expected ${status}, got ${String(answer.status)}: ${JSON.stringify(answer)}`);
}

type Api = ReturnType<typeof jsonClient>;

async function readOrder(api: Api, id: string): Promise<OrderResource> {
  return (await api('GET', `/orders/${id}`)).body as unknown as OrderResource;
}

async function readStock(api: Api, tokens: Tokens, sku: string): Promise<StockLevel> {
  const headers = await tokens.loadTester();
  const { body } = await api('GET', `/stock/${encodeURIComponent(sku)}`, { headers });
  return body as unknown as StockLevel;
}

/** Movements per page when a test reads all of them: the largest that the API has. */
const MOVEMENTS_PER_PAGE = 1_000;

/** Whether every order that has reserved units of a product is confirmed, or gave its units back. */
async function isNothingHeld(api: Api, tokens: Tokens, sku: string): Promise<boolean> {
  const headers = await tokens.loadTester();
  const held = new Set<string>();
  for (let cursor: string | undefined = '0'; cursor !== undefined;) {
    const query = `limit=${MOVEMENTS_PER_PAGE}&cursor=${cursor}`;
    const { body } = await api('GET', `/stock/${encodeURIComponent(sku)}/why?${query}`, {
      headers,
    });
    const page = body as unknown as StockHistory;
    for (const { kind, orderId } of page.items) {
      if (orderId === undefined) continue;
      if (kind === 'reserve') held.add(orderId);
      if (['confirm', 'release', 'expire'].includes(kind)) held.delete(orderId);
    }
    cursor = page.nextCursor;
  }
  return held.size === 0;
}

function waits(api: Api, tokens: Tokens) {
  const stockOnce = (sku: string, what: string, is: (level: StockLevel) => unknown) =>
    waitUntil(
      async () => {
        const level = await readStock(api, tokens, sku);
        return (await is(level)) === true && level;
      },
      { timeoutMs: SETTLE_TIMEOUT_MS, what: `${what} of ${sku}` },
    );
  return {
    /** The order, once it is confirmed, rejected or cancelled. */
    untilSettled(id: string): Promise<OrderResource> {
      return waitUntil(
        async () => {
          const order = await readOrder(api, id);
          return ['confirmed', 'rejected', 'cancelled'].includes(order.status) && order;
        },
        { timeoutMs: SETTLE_TIMEOUT_MS, what: `order ${id} is settled` },
      );
    },

    /** The stock, once inventory knows of each order with units of it whether it was confirmed. */
    untilNothingHeld: (sku: string): Promise<StockLevel> =>
      stockOnce(sku, 'no unit is only held', () => isNothingHeld(api, tokens, sku)),

    /** The stock, once so many units are reserved for orders. */
    untilReserved: (sku: string, units: number): Promise<StockLevel> =>
      stockOnce(sku, `${units} units are reserved`, ({ reserved }) => reserved === units),

    /** The stock, once so many units are on hand. */
    untilOnHand: (sku: string, units: number): Promise<StockLevel> =>
      stockOnce(sku, `${units} units are on hand`, ({ onHand }) => onHand === units),
  };
}
