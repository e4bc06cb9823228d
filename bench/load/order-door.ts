import { randomUUID } from 'node:crypto';
import { clientCredentials, type ServiceClient } from '@commerce/client';
import { Pool } from 'undici';

const REQUEST_TIMEOUT_MS = 60_000;

/** Where orders are sent. It can be handed to another process as JSON. */
export interface Door {
  url: string;
  /** `{id}` in the path and in a header stands for an id that is new for each order. */
  path: string;
  headers: Record<string, string>;
  /** Who orders, where a token is asked for: it is fetched and renewed while orders are placed. */
  as?: { client: ServiceClient; issuer: string };
}

/** What each order asks for: so many lines of one unit, of different products in turn. */
export interface OrderShape {
  skus: string[];
  lines: number;
}

export interface OrderClient {
  /** Places the order with a number. Throws on any answer but a confirmed order. */
  place: (n: number) => Promise<void>;
  close: () => Promise<void>;
}

/** A client with at most so many connections, which are kept alive. */
export function openOrderClient(
  door: Door,
  { skus, lines }: OrderShape,
  connections: number,
): OrderClient {
  const pool = new Pool(door.url, { connections });
  const headers = Object.entries(door.headers);
  const token = door.as && clientCredentials(door.as.issuer, door.as.client);
  return {
    async place(n) {
      const id = randomUUID();
      const bearer = token && { authorization: `Bearer ${await token()}` };
      const order = await post(
        pool,
        door.path.replace('{id}', id),
        {
          lines: Array.from({ length: lines }, (_, line) => ({
            sku: skus[(n * lines + line) % skus.length],
            quantity: 1,
          })),
          shippingAddress: { line1: '1 Bench Street', country: 'GB' },
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

/** Posts JSON and answers the JSON answer. Throws on any status but a success. */
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
