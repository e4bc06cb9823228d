import type { CancelOrderInput } from '@commerce/contracts/order/cancel-order-workflow';
import { untilDone, type SagaContext, type Workflow } from '@commerce/runtime/saga';

/** The steps of the workflow, in the order in which they run. */
export const cancelOrderSteps = ['release-stock', 'void-payment', 'record-compensated'] as const;

/**
 * Undoes what an order holds: releases its stock, voids its payment, and only then tells the order.
 * A step that stays undone ends the workflow with the order still cancelling: the order is then
 * driven again and starts it anew, so nothing is dropped.
 */
export async function* cancelOrder(
  context: SagaContext,
  input: CancelOrderInput,
): ReturnType<Workflow> {
  for (const step of cancelOrderSteps) {
    const result = yield* untilDone(context, step, input);
    if (!result.ok) return { outcome: 'unfinished', step, reason: result.reason };
  }
  return { outcome: 'compensated' };
}
