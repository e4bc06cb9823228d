import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { canonicalSku } from '@commerce/contracts/sku';
import type { StreamEvent } from 'dapr-actor-runtime/streams';

/** A product that an order has, or had, a line of. */
export interface OrderProduct {
  /** The form in which product codes are compared. */
  skuKey: string;
  orderId: string;
  /** The number of the first event that names it. */
  sinceVersion: number;
}

/**
 * The products that events bring into their orders, each once. A line stays when its units are
 * cancelled, so products are only added, and events may come in any order.
 */
export function productsIn(events: StreamEvent[]): OrderProduct[] {
  const found = new Map<string, OrderProduct>();
  for (const stored of events) {
    const { type, data } = stored as StreamEvent & OrderEvent;
    if (type !== 'OrderPlaced.v1' && type !== 'OrderPlaced.v2' && type !== 'OrderEdited.v1')
      continue;
    for (const { sku } of data.lines) {
      const skuKey = canonicalSku(sku);
      const key = `${stored.stream} ${skuKey}`;
      const sinceVersion = Math.min(found.get(key)?.sinceVersion ?? stored.seq, stored.seq);
      found.set(key, { skuKey, orderId: stored.stream, sinceVersion });
    }
  }
  return [...found.values()];
}
