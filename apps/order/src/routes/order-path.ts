import { problem } from '@commerce/contracts/problems';
import type { Problem } from '@commerce/runtime/http';

const ORDER_ID = /^ord_[0-9a-f]{32}$/;

/** Whether it is what an order's id looks like. */
export function isOrderId(id: unknown): id is string {
  return typeof id === 'string' && ORDER_ID.test(id);
}

/** The id in the path. A malformed one names no order: rejects with order-not-found. */
export function orderIdOf(params: Record<string, string>): string {
  const id = params['id'] ?? '';
  if (!isOrderId(id)) throw orderNotFound();
  return id;
}

export function orderNotFound(): Problem {
  return problem('order-not-found', 'There is no order with this id.');
}
