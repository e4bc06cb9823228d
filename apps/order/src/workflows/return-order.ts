import type { ReturnOrderInput } from '@commerce/contracts/order/return-order-workflow';
import { untilDone, type SagaContext, type Workflow } from '@commerce/runtime/saga';

/** The steps of the workflow, in the order in which they run. */
export const returnOrderSteps = ['restock-return', 'refund-return', 'record-returned'] as const;

/**
 * Ends a return whose units have arrived: puts them back into stock, refunds their amount, and only
 * then tells the order. Nothing of it is undone, because the units are here; a step that fails is
 * tried for ever, with the history cut off now and then.
 */
export async function* returnOrder(
  context: SagaContext,
  input: ReturnOrderInput,
): ReturnType<Workflow> {
  for (const step of returnOrderSteps) {
    const result = yield* untilDone(context, step, input);
    if (!result.ok) {
      context.continueAsNew(input, false);
      return { outcome: 'continued', step, reason: result.reason };
    }
  }
  return { outcome: 'returned' };
}
