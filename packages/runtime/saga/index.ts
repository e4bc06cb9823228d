export {
  startWorkflowWorker,
  type Activity,
  type SagaContext,
  type StepResult,
  type Workflow,
  type WorkflowWorker,
} from './worker.ts';
export { runSaga, type Saga, type SagaEnd, type SagaInput, type SagaStep } from './run-saga.ts';
export { untilDone } from './until-done.ts';
