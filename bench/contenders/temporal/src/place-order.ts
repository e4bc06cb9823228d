import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { OrderRequest, OrderWork } from '../../order-work.ts';

// Stock and payment are other services: activities, which any worker may take.
const { hold, authorize } = proxyActivities<OrderWork>({ startToCloseTimeout: '30 seconds' });
// One short statement of this worker's own: a local activity, which costs the server nothing until
// the workflow task that it is part of has ended.
const { recordEvent, receive } = proxyLocalActivities<OrderWork>({
  startToCloseTimeout: '30 seconds',
});

/** Places an order: its two events, the hold between them and the authorization. */
export async function placeOrder(
  orderId: string,
  request: OrderRequest,
): Promise<{ id: string; status: string }> {
  const told: Promise<void>[] = [];
  const tell = (seq: number) => {
    for (const consumer of ['summary', 'fulfilment'] as const) {
      told.push(receive(consumer, [{ orderId, seq }]));
    }
  };
  await recordEvent({ orderId, seq: 1, type: 'OrderPlaced', data: request });
  tell(1);
  await hold(orderId, request.lines);
  await authorize(orderId, request);
  await recordEvent({ orderId, seq: 2, type: 'OrderConfirmed', data: { lines: request.lines } });
  tell(2);
  await Promise.all(told);
  return { id: orderId, status: 'confirmed' };
}
