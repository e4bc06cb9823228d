import type { Money } from '../money.ts';
import type { SagaRun } from './saga-run.ts';

/** Wire name of the workflow that restocks and refunds a return that has arrived. */
export const RETURN_ORDER = 'return-order.v1';

/** Its input: everything that its steps need, so that they read nothing. */
export interface ReturnOrderInput extends SagaRun {
  orderId: string;
  returnId: string;
  lines: { sku: string; quantity: number }[];
  refund: Money;
  correlationId?: string | undefined;
}
