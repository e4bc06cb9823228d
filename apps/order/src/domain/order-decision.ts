import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { ProblemCode } from '@commerce/contracts/problems';
import type { HttpProblemCode } from 'dapr-actor-runtime/server';
import { rejected, type Decision, type Refusal } from 'dapr-actor-runtime/streams';

/**
 * The codes with which a command on an order is refused. All are problems that a client can see, but
 * for `order-not-cancelling`, which only a workflow of the order can get.
 */
export type OrderRefusalCode =
  | ProblemCode
  | Extract<HttpProblemCode, 'idempotency-key-reused' | 'unavailable'>
  | 'order-not-cancelling';

/** What the rules answer to a command on an order. */
export type OrderDecision = Decision<OrderEvent, OrderRefusalCode>;

export type OrderRefusal = Refusal<OrderRefusalCode>;

/** Refuses a command on an order that does not exist. */
export function orderNotFound(): OrderRefusal {
  return rejected('order-not-found', 'There is no order with this id.');
}
