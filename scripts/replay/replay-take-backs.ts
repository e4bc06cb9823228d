import { forEachBounded } from './for-each-bounded.ts';
import { describeAnswer, GATEWAY_CONCURRENCY, type Answer, type Gateway } from './gateway.ts';
import { givenBackBy, readHistory, type GivenBack } from './order-history.ts';
import type { Order, Replayed } from './replay-orders.ts';
import type { TakeBack } from './take-backs.ts';

/** What is taken back from one order, in file order. */
export type OrderTakeBacks = { orderId: string; takeBacks: TakeBack[] };

/** What an order gave back, beside what the file takes back from it. */
export type OrderGivenBack = OrderTakeBacks & { givenBack: GivenBack[] };

type Failure = { failure: string };

/** Brings what is taken back to the orders that the invoices became; a failed invoice has none. */
export function takeBacksByOrder(takeBacks: TakeBack[], replayed: Replayed[]): OrderTakeBacks[] {
  const orderIds = new Map(
    replayed.flatMap((one) => ('order' in one ? [[one.invoiceNo, one.order.id]] : [])),
  );
  const byOrder = new Map<string, OrderTakeBacks>();
  for (const takeBack of takeBacks) {
    const orderId = orderIds.get(takeBack.invoiceNo);
    if (orderId === undefined) continue;
    const known = byOrder.get(orderId) ?? { orderId, takeBacks: [] };
    byOrder.set(orderId, known);
    known.takeBacks.push(takeBack);
  }
  return [...byOrder.values()];
}

/** The key of a command on an order; a number is encoded because a header takes ASCII only. */
export function commandKey(command: string, ...numbers: string[]): string {
  return [command, ...numbers.map(encodeURIComponent)].join('/');
}

function unitsOf({ lines }: TakeBack): { sku: string; quantity: number }[] {
  return lines.map(({ sku, quantity }) => ({ sku, quantity }));
}

function keyOf(takeBack: TakeBack): string {
  return commandKey(takeBack.kind, takeBack.cancellationNo, takeBack.invoiceNo);
}

/**
 * Cancels lines. An order of which nothing is left is cancelled as a whole and refuses repeats of
 * its cancellations: then there is nothing more to do.
 */
async function cancelLines(
  gateway: Gateway,
  orderId: string,
  takeBack: TakeBack,
): Promise<Failure | undefined> {
  const answer = await gateway.send('cancelOrder', {
    params: { id: orderId },
    headers: { 'Idempotency-Key': keyOf(takeBack) },
    body: { lines: unitsOf(takeBack) },
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

/** Ships all that is left of the order, in one piece, and says that it has arrived. */
async function shipAndDeliver(
  gateway: Gateway,
  orderId: string,
  { invoiceNo }: TakeBack,
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

/** Announces a return, the order's `index`th, and says that its units are here. */
async function returnUnits(
  gateway: Gateway,
  orderId: string,
  { takeBack, index }: { takeBack: TakeBack; index: number },
): Promise<Failure | undefined> {
  const asked = await gateway.send('requestReturn', {
    params: { id: orderId },
    headers: { 'Idempotency-Key': keyOf(takeBack) },
    body: { lines: unitsOf(takeBack), reason: `cancellation ${takeBack.cancellationNo}` },
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
  { orderId, takeBacks }: OrderTakeBacks,
  tick: () => void,
): Promise<Failure | undefined> {
  let returns = 0;
  for (const takeBack of takeBacks) {
    let failed: Failure | undefined;
    if (takeBack.kind === 'cancellation') {
      failed = await cancelLines(gateway, orderId, takeBack);
    } else {
      if (returns === 0) failed = await shipAndDeliver(gateway, orderId, takeBack);
      failed ??= await returnUnits(gateway, orderId, { takeBack, index: returns });
      returns += 1;
    }
    // What comes after it would be something else than the file says.
    if (failed) return { failure: `${takeBack.cancellationNo}: ${failed.failure}` };
    tick();
  }
  return undefined;
}

/**
 * Takes back through the gateway what the file takes back: cancels lines of orders that have not
 * shipped, ships, delivers and returns of the others. One order after its own file order, several
 * orders at once; every command has a key of its own, so a repeat changes nothing. Answers what
 * failed. The platform goes on undoing and refunding after it.
 */
export async function replayTakeBacks(
  gateway: Gateway,
  orders: OrderTakeBacks[],
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
 * Reads what the orders gave back. Each is asked only for as much as this replay takes back from
 * it: a replay of more invoices may have taken more. An order that does not answer gave nothing.
 */
export async function readGivenBack(
  gateway: Gateway,
  orders: OrderTakeBacks[],
): Promise<OrderGivenBack[]> {
  const read: OrderGivenBack[] = [];
  await forEachBounded(orders, GATEWAY_CONCURRENCY, async (order) => {
    const history = await readHistory(gateway, order.orderId);
    const events = 'failure' in history ? [] : history.events;
    const givenBack = givenBackBy(events).slice(0, order.takeBacks.length);
    read.push({ ...order, givenBack });
  });
  return read;
}
