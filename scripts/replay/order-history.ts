import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { describeAnswer, type Gateway } from './gateway.ts';

/** Units that an order has cancelled before shipment, or returned after it. */
export type ActualReversal = {
  kind: 'cancellation' | 'return';
  /** By product. */
  units: Map<string, number>;
  /** What the order's lines charged for them, or the refund. */
  amountMinor: number;
  /** False while the platform is still releasing or refunding the units. */
  done: boolean;
};

type LinesOfOrder = Extract<OrderEvent, { type: 'OrderPlaced.v2' }>['data']['lines'];
type Units = { line: number; quantity: number }[];

/** Whether the order was ever confirmed. */
export function wasConfirmed(events: OrderEvent[]): boolean {
  return events.some(({ type }) => type === 'OrderConfirmed.v1');
}

function bySku(lines: LinesOfOrder, units: Units): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { line, quantity } of units) {
    const sku = lines[line]?.sku ?? '';
    if (quantity > 0) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  }
  return sums;
}

function amountOf(lines: LinesOfOrder, units: Units): number {
  return units.reduce(
    (sum, { line, quantity }) => sum + quantity * (lines[line]?.unitPriceMinor ?? 0),
    0,
  );
}

/**
 * The reversals of a confirmed order, in order of request: cancelled lines, the remaining units if
 * the order was cancelled as a whole, and requested returns.
 */
export function reversalsIn(events: OrderEvent[]): ActualReversal[] {
  if (!wasConfirmed(events)) return [];
  const isEnded = events.some(({ type }) => type === 'OrderCancelled.v1');
  const given: ActualReversal[] = [];
  let lines: LinesOfOrder = [];
  let open: Units = [];
  const cancel = (units: Units, done: boolean) => {
    given.push({
      kind: 'cancellation',
      units: bySku(lines, units),
      amountMinor: amountOf(lines, units),
      done,
    });
  };
  for (const event of events) {
    if (event.type === 'OrderPlaced.v1' || event.type === 'OrderPlaced.v2') {
      ({ lines } = event.data);
      open = lines.map(({ quantity }, line) => ({ line, quantity }));
    }
    if (event.type === 'OrderLinesCancelled.v1') {
      const cancelled = new Map(event.data.lines.map(({ line, quantity }) => [line, quantity]));
      open = open.map(({ line, quantity }) => ({
        line,
        quantity: quantity - (cancelled.get(line) ?? 0),
      }));
      cancel(event.data.lines, true);
    }
    if (event.type === 'OrderCancelling.v1') cancel(open, isEnded);
    if (event.type === 'OrderReturnRequested.v1' || event.type === 'OrderReturnRequested.v2') {
      const { returnId, refundAmount } = event.data;
      given.push({
        kind: 'return',
        units: bySku(lines, event.data.lines),
        amountMinor: refundAmount.amountMinor,
        done: events.some(
          (one) => one.type === 'OrderReturned.v1' && one.data.returnId === returnId,
        ),
      });
    }
  }
  return given;
}

/** The events of an order from the gateway, or why there is no answer. */
export async function readHistory(
  gateway: Gateway,
  orderId: string,
): Promise<{ events: OrderEvent[] } | { failure: string }> {
  const answer = await gateway.send('getOrderEvents', { params: { id: orderId } });
  const { items } = (answer.body ?? {}) as { items?: OrderEvent[] };
  if (answer.status !== 200 || items === undefined) return { failure: describeAnswer(answer) };
  return { events: items };
}
