import { canonicalSku } from '@commerce/contracts/sku';
import { accepted } from 'dapr-actor-runtime/streams';
import type { OrderDecision } from './order-decision.ts';
import type { EventData, PlacedOrder, PresentOrder, Units } from './order-state.ts';
import type { FillBackorder } from './shipping.ts';

/**
 * Notes that backordered units arrived before the order was confirmed, such as while it waits for its
 * customer. The hold keeps its first answer, so the confirmation takes them off what that says.
 */
export function noteFill(
  { fillId, lines, now }: FillBackorder,
  { fills = [] }: PlacedOrder,
): OrderDecision {
  return fills.some((one) => one.fillId === fillId)
    ? accepted()
    : accepted({ type: 'OrderBackorderFillNoted.v1', data: { fillId, lines, notedAt: now } });
}

/** Copies a noted fill into the order; of one that has moved on it changes nothing. */
export function evolveFillNoted(
  order: PresentOrder,
  { fillId, lines }: EventData<'OrderBackorderFillNoted.v1'>,
): PresentOrder {
  if (order.status !== 'placed') return order;
  return { ...order, fills: [...(order.fills ?? []), { fillId, lines }] };
}

/** Backordered units without those that have arrived; undefined if none is left. */
export function withoutFills(
  backordered: Units | undefined,
  fills: PlacedOrder['fills'] = [],
): Units | undefined {
  const arrived = new Map<string, number>();
  for (const { sku, quantity } of fills.flatMap(({ lines }) => lines)) {
    const key = canonicalSku(sku);
    arrived.set(key, (arrived.get(key) ?? 0) + quantity);
  }
  const left = (backordered ?? []).flatMap(({ sku, quantity }) => {
    const key = canonicalSku(sku);
    const taken = Math.min(quantity, arrived.get(key) ?? 0);
    arrived.set(key, (arrived.get(key) ?? 0) - taken);
    return quantity > taken ? [{ sku, quantity: quantity - taken }] : [];
  });
  return left.length > 0 ? left : undefined;
}
