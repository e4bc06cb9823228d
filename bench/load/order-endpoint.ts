import { randomUUID } from 'node:crypto';
import { clientCredentials, type ServiceClient } from '@commerce/client';
import { Pool } from 'undici';
import { BENCH_CUSTOMER } from './bench-customer.ts';

const REQUEST_TIMEOUT_MS = 60_000;

/** Where orders are sent. It can be passed to another process as JSON. */
export interface Endpoint {
  url: string;
  /** `{id}` in the path and in headers is replaced by a new id for each order. */
  path: string;
  headers: Record<string, string>;
  /**
   * The client that orders, if a token is needed: it is fetched and renewed while orders are
   * placed.
   */
  as?: { client: ServiceClient; issuer: string };
}

/** The content of each order: a number of lines of one unit, of different products in turn. */
export interface OrderShape {
  skus: string[];
  lines: number;
}

export interface OrderClient {
  /** Places order number `n`. Throws on any answer but a confirmed order. */
  place: (n: number) => Promise<void>;
  close: () => Promise<void>;
}

/** A client with a limited number of keep-alive connections. */
export function openOrderClient(
  endpoint: Endpoint,
  { skus, lines }: OrderShape,
  connections: number,
): OrderClient {
  const pool = new Pool(endpoint.url, { connections });
  const headers = Object.entries(endpoint.headers);
  const token = endpoint.as && clientCredentials(endpoint.as.issuer, endpoint.as.client);
  return {
    async place(n) {
      const id = randomUUID();
      const bearer = token && { authorization: `Bearer ${await token()}` };
      const order = await post(
        pool,
        endpoint.path.replace('{id}', id),
        {
          lines: Array.from({ length: lines }, (_, line) => ({
            sku: skus[(n * lines + line) % skus.length],
            quantity: 1,
          })),
          ...BENCH_CUSTOMER,
          payment: { token: 'tok_ok' },
          currency: 'GBP',
        },
        {
          ...Object.fromEntries(headers.map(([name, value]) => [name, value.replace('{id}', id)])),
          ...bearer,
        },
      );
      if (order['status'] !== 'confirmed') throw new Error(`order is ${String(order['status'])}`);
    },
    close: () => pool.close(),
  };
}

/** Posts JSON and returns the JSON answer. Throws on any status but success. */
export async function post(
  pool: Pool,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await pool.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    headersTimeout: REQUEST_TIMEOUT_MS,
    bodyTimeout: REQUEST_TIMEOUT_MS,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`POST ${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
