import type { ReturnOrderInput } from '@commerce/contracts/order/return-order-workflow';
import { runSaga, type Saga, type SagaContext, type Workflow } from '@commerce/runtime/saga';

/**
 * Ends a return whose units have arrived: puts them back into stock, refunds their amount, and only
 * then tells the order. Undone by a person's decision: the units are taken out of the stock again
 * and go back to the customer. A refund is not taken back: one that went through refuses the undoing.
 */
export const returnOrderSaga = {
  steps: [
    { name: 'restock-return', undo: 'withdraw-restock' },
    { name: 'refund-return', undo: 'ensure-not-refunded' },
  ],
  whenDone: 'record-returned',
  whenUndone: 'record-return-declined',
  whenParked: 'park-return',
} as const satisfies Saga;

/** The workflow return-order.v1. */
export function returnOrder(context: SagaContext, input: ReturnOrderInput): ReturnType<Workflow> {
  return runSaga(context, returnOrderSaga, input);
}
