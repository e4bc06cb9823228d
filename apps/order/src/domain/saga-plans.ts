import type { SagaName } from '@commerce/contracts/order/order-repair';
import type { SagaPlan, StepName } from 'dapr-actor-runtime/saga';

/**
 * The saga plans of an order: the steps of each workflow with their undos, and the repairs that make
 * sense for each. This is their only declaration: `sagas/` adds what each step does, `parking.ts` decides
 * by it. The names are stored in events and in the histories of workflows, so they never change.
 *
 * The steps of a cancellation are undos themselves, so it cannot be compensated. A refund is never
 * taken back, so the check whether it went through is never skipped.
 */
export const sagaPlans = {
  'cancel-order': [
    { name: 'release-stock', repairs: ['retry', 'skip'] },
    { name: 'void-payment', repairs: ['retry', 'skip'] },
  ],
  'return-order': [
    {
      name: 'restock-return',
      repairs: ['retry', 'skip', 'compensate'],
      undo: { name: 'withdraw-restock', repairs: ['retry', 'skip'] },
    },
    {
      name: 'refund-return',
      repairs: ['retry', 'skip', 'compensate'],
      undo: { name: 'ensure-not-refunded', repairs: ['retry'] },
    },
  ],
  'refund-order': [
    {
      name: 'refund-payment',
      repairs: ['retry', 'skip', 'compensate'],
      undo: { name: 'ensure-refund-absent', repairs: ['retry'] },
    },
  ],
} as const satisfies Record<WorkflowName, SagaPlan>;

/** The workflows among what can be parked; about the rest, no workflow goes on after the decision. */
export type WorkflowName = Exclude<SagaName, 'ship-order' | 'shipped-anyway'>;

/** The steps of a workflow by name. */
export type SagaStep<Name extends WorkflowName = WorkflowName> = StepName<(typeof sagaPlans)[Name]>;
