export type { Workflow } from './replay.ts';
export type { SagaContext } from './sdk.ts';
export {
  performOf,
  startWorkflowWorker,
  type Activity,
  type StepResult,
  type WorkflowWorker,
} from './worker.ts';
export { runSaga, type SagaEnd, type SagaInput, type SagaResume } from './run-saga.ts';
export {
  type HostedSaga,
  hostSagas,
  type Parking,
  type Refused,
  type Saga,
  type SagaActivity,
} from './saga.ts';
export type { RepairAction, SagaPlan, StepName, StepPlan } from './saga-plan.ts';
export { untilDone } from './until-done.ts';
export { openSagaWatch, type SagaInstance, type SagaWatch } from './saga-watch.ts';
