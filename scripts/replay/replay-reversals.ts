import { forEachBounded } from './for-each-bounded.ts';
import { describeAnswer, GATEWAY_CONCURRENCY, type Answer, type Gateway } from './gateway.ts';
import { reversalsIn, readHistory, type ActualReversal } from './order-history.ts';
import type { Order, Replayed } from './replay-orders.ts';
import type { Reversal } from './reversals.ts';

/** The reversals of one order, in file order. */
export type OrderReversals = { orderId: string; reversals: Reversal[] };

/** The actual reversals of an order, beside those of the file. */
export type OrderActualReversals = OrderReversals & { actualReversals: ActualReversal[] };

type Failure = { failure: string };

/** Assigns the reversals to the orders of their invoices; a failed invoice has no order. */
export function reversalsByOrder(reversals: Reversal[], replayed: Replayed[]): OrderReversals[] {
  const orderIds = new Map(
    replayed.flatMap((one) => ('order' in one ? [[one.invoiceNo, one.order.id]] : [])),
  );
  const byOrder = new Map<string, OrderReversals>();
  for (const reversal of reversals) {
    const orderId = orderIds.get(reversal.invoiceNo);
    if (orderId === undefined) continue;
    const known = byOrder.get(orderId) ?? { orderId, reversals: [] };
    byOrder.set(orderId, known);
    known.reversals.push(reversal);
  }
  return [...byOrder.values()];
}

/**
 * The idempotency key of a command on an order; numbers are encoded because headers are ASCII only.
 */
export function commandKey(command: string, ...numbers: string[]): string {
  return [command, ...numbers.map(encodeURIComponent)].join('/');
}

function unitsOf({ lines }: Reversal): { lineId: string; quantity: number }[] {
  return lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
}

function keyOf(reversal: Reversal): string {
  return commandKey(reversal.kind, reversal.cancellationNo, reversal.invoiceNo);
}

/**
 * Cancels lines. An order without remaining units is cancelled as a whole and refuses repeats of
 * its cancellations: then there is nothing left to do.
 */
async function cancelLines(
  gateway: Gateway,
  orderId: string,
  reversal: Reversal,
): Promise<Failure | undefined> {
  const answer = await gateway.send('cancelOrder', {
    params: { id: orderId },
    headers: { 'Idempotency-Key': keyOf(reversal) },
    body: { lines: unitsOf(reversal) },
  });
  if (answer.status === 200 || answer.status === 202) return undefined;
  const failed = { failure: describeAnswer(answer) };
  if (answer.code !== 'order-not-confirmed') return failed;
  const latest = await gateway.send('getOrder', { params: { id: orderId } });
  const { status } = (latest.body ?? {}) as Partial<Order>;
  return status === 'cancelling' || status === 'cancelled' ? undefined : failed;
}

type Fulfilment = { shipments: { shipmentId: string }[]; returns: { returnId: string }[] };

function fulfilmentOf({ status, body }: Answer): Fulfilment | undefined {
  if (status !== 200 && status !== 201) return undefined;
  return (body as { fulfilment?: Fulfilment } | undefined)?.fulfilment;
}

/** Ships all remaining units of the order in one shipment, and records its delivery. */
async function shipAndDeliver(
  gateway: Gateway,
  orderId: string,
  { invoiceNo }: Reversal,
): Promise<Failure | undefined> {
  const shipped = await gateway.send('shipOrder', {
    params: { id: orderId },
    headers: { 'Idempotency-Key': commandKey('shipment', invoiceNo) },
    body: {},
  });
  const shipmentId = fulfilmentOf(shipped)?.shipments[0]?.shipmentId;
  if (shipmentId === undefined) return { failure: `shipment: ${describeAnswer(shipped)}` };
  const delivered = await gateway.send('deliverShipment', {
    params: { id: orderId, shipmentId },
  });
  return delivered.status === 200
    ? undefined
    : { failure: `delivery: ${describeAnswer(delivered)}` };
}

/** Requests a return, the order's `index`th, and records its receipt. */
async function returnUnits(
  gateway: Gateway,
  orderId: string,
  { reversal, index }: { reversal: Reversal; index: number },
): Promise<Failure | undefined> {
  const asked = await gateway.send('requestReturn', {
    params: { id: orderId },
    headers: { 'Idempotency-Key': keyOf(reversal) },
    body: { lines: unitsOf(reversal), reason: `cancellation ${reversal.cancellationNo}` },
  });
  const returnId = fulfilmentOf(asked)?.returns[index]?.returnId;
  if (returnId === undefined) return { failure: `return: ${describeAnswer(asked)}` };
  const received = await gateway.send('receiveReturn', {
    params: { id: orderId, returnId },
  });
  return received.status === 202 ? undefined : { failure: `receipt: ${describeAnswer(received)}` };
}

async function replayOrder(
  gateway: Gateway,
  { orderId, reversals }: OrderReversals,
  tick: () => void,
): Promise<Failure | undefined> {
  let returns = 0;
  for (const reversal of reversals) {
    let failed: Failure | undefined;
    if (reversal.kind === 'cancellation') {
      failed = await cancelLines(gateway, orderId, reversal);
    } else {
      if (returns === 0) failed = await shipAndDeliver(gateway, orderId, reversal);
      failed ??= await returnUnits(gateway, orderId, { reversal, index: returns });
      returns += 1;
    }
    // Later reversals would no longer match the file.
    if (failed) return { failure: `${reversal.cancellationNo}: ${failed.failure}` };
    tick();
  }
  return undefined;
}

/**
 * Replays the file's reversals through the gateway: cancels lines of orders that have not shipped;
 * ships, delivers and returns units of the others. Several orders run at once, each in file order;
 * every command has its own idempotency key, so a repeat changes nothing. Returns the failures. The
 * platform continues to release and refund afterwards.
 */
export async function replayReversals(
  gateway: Gateway,
  orders: OrderReversals[],
  tick: () => void,
): Promise<string[]> {
  const failures: string[] = [];
  await forEachBounded(orders, GATEWAY_CONCURRENCY, async (order) => {
    const failed = await replayOrder(gateway, order, tick);
    if (failed) failures.push(failed.failure);
  });
  return failures;
}

/**
 * Reads the actual reversals of the orders. Of each order only as many are read as this replay has
 * reversed: a replay of more invoices may have reversed more. An order without an answer has none.
 */
export async function readActualReversals(
  gateway: Gateway,
  orders: OrderReversals[],
): Promise<OrderActualReversals[]> {
  const read: OrderActualReversals[] = [];
  await forEachBounded(orders, GATEWAY_CONCURRENCY, async (order) => {
    const history = await readHistory(gateway, order.orderId);
    const events = 'failure' in history ? [] : history.events;
    const actualReversals = reversalsIn(events).slice(0, order.reversals.length);
    read.push({ ...order, actualReversals });
  });
  return read;
}
