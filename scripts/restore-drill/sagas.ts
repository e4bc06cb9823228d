import { randomUUID } from 'node:crypto';
import type { Stack } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import pg from 'pg';
import type { Answered, openDesk } from './load.ts';

/** Cancellations that run when the scheduler is backed up, and as many that begin after it. */
export const SAGAS = 5;
const RUNNING_TIMEOUT_MS = 180_000;
/** Longer than the silence after which a saga without a timer is started again. */
const ENDED_TIMEOUT_MS = 240_000;

/** Places an order for each saga; answers the requests that were answered. */
export async function placeForSagas(
  desk: ReturnType<typeof openDesk>,
  sku: string,
): Promise<Answered[]> {
  const placed: Answered[] = [];
  for (let n = 0; n < SAGAS; n += 1) {
    const wanted = { kind: 'place', key: randomUUID(), sku, orderId: '' } as const;
    const { id: orderId, version } = await desk.send(wanted);
    placed.push({ ...wanted, orderId, version });
  }
  return placed;
}

/** Cancels orders; answers when the saga of each runs. */
export async function cancelAll(
  stack: Stack,
  desk: ReturnType<typeof openDesk>,
  placed: readonly Answered[],
): Promise<Answered[]> {
  const cancelled = await Promise.all(
    placed.map(async ({ sku, orderId }): Promise<Answered> => {
      const wanted = { kind: 'cancel', key: randomUUID(), sku, orderId } as const;
      const { version } = await desk.send(wanted);
      return { ...wanted, version };
    }),
  );
  await untilSagas(stack, placed, { state: 'running', timeoutMs: RUNNING_TIMEOUT_MS });
  return cancelled;
}

/** Waits until the saga of each order has ended. */
export function untilEnded(stack: Stack, placed: readonly Answered[]): Promise<void> {
  return untilSagas(stack, placed, { state: 'ended', timeoutMs: ENDED_TIMEOUT_MS });
}

async function untilSagas(
  stack: Stack,
  placed: readonly Answered[],
  { state, timeoutMs }: { state: 'running' | 'ended'; timeoutMs: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('order') });
  await client.connect();
  try {
    const ids = placed.map(({ orderId }) => orderId);
    const text =
      'SELECT count(*)::int AS count FROM order_sagas WHERE order_id = ANY($1) AND state = $2';
    const isReached = async () => {
      const { rows } = await client.query<{ count: number }>(text, [ids, state]);
      return rows[0]?.count === ids.length;
    };
    await waitUntil(isReached, { timeoutMs, what: `${ids.length} sagas are ${state}` });
  } finally {
    await client.end();
  }
}
