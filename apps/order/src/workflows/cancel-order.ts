import type { CancelOrderInput } from '@commerce/contracts/order/cancel-order-workflow';
import { runSaga, type Saga, type SagaContext, type Workflow } from '@commerce/runtime/saga';

/**
 * Undoes what an order holds: releases its stock, voids its payment, and only then tells the order.
 * The steps are undos themselves, so nothing of them is undone.
 */
export const cancelOrderSaga = {
  steps: [{ name: 'release-stock' }, { name: 'void-payment' }],
  whenDone: 'record-compensated',
  whenParked: 'park-cancellation',
} as const satisfies Saga;

/** The workflow cancel-order.v1. */
export function cancelOrder(context: SagaContext, input: CancelOrderInput): ReturnType<Workflow> {
  return runSaga(context, cancelOrderSaga, input);
}
