import type { SagaRun } from './saga-run.ts';

/** Wire name of the workflow that undoes what an order holds. A changed body gets a new version. */
export const CANCEL_ORDER = 'cancel-order.v1';

/** Its input. */
export interface CancelOrderInput extends SagaRun {
  orderId: string;
  correlationId?: string | undefined;
}
