export {
  startWorkflowWorker,
  type Activity,
  type SagaContext,
  type StepResult,
  type Workflow,
  type WorkflowWorker,
} from './worker.ts';
export { untilDone } from './until-done.ts';
