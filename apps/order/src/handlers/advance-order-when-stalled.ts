import type { AppEventHandler } from 'dapr-actor-runtime/subscriber';
import type { OrderDeps } from '../deps.ts';
import { resumeStalledOrders } from '../use-cases/resume-orders.ts';

/**
 * Resumes placed orders, and edits that wait for stock or money, that stalled because the app died within
 * their turn. Needs no inbox,
 * because advancing an order that has moved on changes nothing.
 */
export const advanceOrderWhenStalled: AppEventHandler<OrderDeps> = {
  consumer: 'order-advance',
  types: ['OrderPlaced.v1', 'OrderPlaced.v2', 'OrderEditStarted.v1'],
  handle: resumeStalledOrders,
};
