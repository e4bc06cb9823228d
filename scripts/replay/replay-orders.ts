import type { OrderStatus } from '@commerce/contracts/order/order-api';
import { setTimeout as delay } from 'node:timers/promises';
import { forEachBounded } from './for-each-bounded.ts';
import { describeAnswer, GATEWAY_CONCURRENCY, type Answer, type Gateway } from './gateway.ts';
import type { OrderLine, OrderRequest } from './invoice-rules.ts';
import { readHistory, wasConfirmed } from './order-history.ts';

/** The fields of an order that the replay reads. */
export type Order = {
  id: string;
  status: OrderStatus;
  lines: OrderLine[];
  total: { amountMinor: number; currency: string };
};

/** `wasConfirmed`: the order was confirmed, even if it was cancelled or returned later. */
export type Replayed =
  | { invoiceNo: string; order: Order; wasConfirmed: boolean; latencyMs: number }
  | { invoiceNo: string; failure: string };

export type InvoiceOrder = { invoiceNo: string; order: OrderRequest };

/** How long an order may stay unfinished before it counts as a failure. */
const FINISH_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 250;
/** After this many failures in a row the rest is not sent: the platform is unavailable. */
const MAX_FAILURES_IN_A_ROW = 16;

export type OrderMove =
  | { kind: 'finished'; order: Order }
  | { kind: 'poll'; orderId: string }
  | { kind: 'failed'; reason: string };

function isOrder(body: unknown): body is Order {
  if (typeof body !== 'object' || body === null) return false;
  const { id, status, lines, total } = body as Partial<Order>;
  return (
    typeof id === 'string' &&
    typeof status === 'string' &&
    Array.isArray(lines) &&
    typeof total?.amountMinor === 'number'
  );
}

/** The meaning of an answer about an order: finished, still in progress, or failed. */
export function nextMove(answer: Answer): OrderMove {
  const expected = answer.status === 200 || answer.status === 201 || answer.status === 202;
  if (!expected) return { kind: 'failed', reason: describeAnswer(answer) };
  if (!isOrder(answer.body)) return { kind: 'failed', reason: `${answer.status} without an order` };
  const order = answer.body;
  if (order.status === 'placed' || order.status === 'cancelling') {
    return { kind: 'poll', orderId: order.id };
  }
  return { kind: 'finished', order };
}

/** Waits for the end of an order whose first answer this is. */
export async function followOrder(gateway: Gateway, first: Answer): Promise<OrderMove> {
  const deadline = performance.now() + FINISH_TIMEOUT_MS;
  let move = nextMove(first);
  while (move.kind === 'poll') {
    if (performance.now() > deadline) return { kind: 'failed', reason: 'not finished in time' };
    await delay(POLL_INTERVAL_MS);
    move = nextMove(await gateway.send('getOrder', { params: { id: move.orderId } }));
  }
  return move;
}

/**
 * The idempotency key of an invoice's order; the number is encoded because headers are ASCII only.
 */
export function invoiceKey(invoiceNo: string): string {
  return `invoice-${encodeURIComponent(invoiceNo)}`;
}

async function replayInvoice(
  gateway: Gateway,
  { invoiceNo, order }: InvoiceOrder,
): Promise<Replayed> {
  const startedAt = performance.now();
  const answer = await gateway.send('placeOrder', {
    headers: { 'Idempotency-Key': invoiceKey(invoiceNo) },
    body: order,
  });
  const move = await followOrder(gateway, answer);
  if (move.kind !== 'finished') {
    return { invoiceNo, failure: move.kind === 'failed' ? move.reason : 'not finished' };
  }
  const latencyMs = performance.now() - startedAt;
  const wasSold = await wasEverConfirmed(gateway, move.order);
  return typeof wasSold === 'boolean'
    ? { invoiceNo, order: move.order, wasConfirmed: wasSold, latencyMs }
    : { invoiceNo, ...wasSold };
}

/** An earlier replay may have cancelled the whole order; then only its events show it. */
async function wasEverConfirmed(
  gateway: Gateway,
  { id, status }: Order,
): Promise<boolean | { failure: string }> {
  if (status !== 'cancelled') return status !== 'rejected';
  const history = await readHistory(gateway, id);
  return 'failure' in history ? history : wasConfirmed(history.events);
}

/**
 * Places one order per invoice and follows each to its end, in file order with bounded concurrency.
 * Does not reject when an order fails: the result has the reason.
 */
export async function replayOrders(
  gateway: Gateway,
  orders: InvoiceOrder[],
  tick: () => void,
): Promise<Replayed[]> {
  const replayed: Replayed[] = [];
  let failuresInARow = 0;
  await forEachBounded(orders, GATEWAY_CONCURRENCY, async (invoice) => {
    const isAway = failuresInARow >= MAX_FAILURES_IN_A_ROW;
    const result = isAway
      ? { invoiceNo: invoice.invoiceNo, failure: 'not sent: too many failures before it' }
      : await replayInvoice(gateway, invoice);
    failuresInARow = 'failure' in result ? failuresInARow + 1 : 0;
    replayed.push(result);
    tick();
  });
  return replayed;
}
