import type { RepairAction, StepPlan } from './saga-plan.ts';
import { untilDone } from './until-done.ts';
import type { SagaContext } from './sdk.ts';
import type { StepResult } from './worker.ts';

/**
 * What runSaga needs of a saga: its plan, and the names of the activities that record its end. An
 * end without an activity is only the output of the workflow.
 */
export interface RunnableSaga {
  plan: readonly StepPlan[];
  /** A step that is refused for good undoes the saga at once, without a person; else it parks. */
  whenRefused?: 'compensate' | undefined;
  whenDone?: { name: string } | undefined;
  /** Gets the input, with `step` and `reason` if the refusal of a step led to the undoing. */
  whenUndone?: { name: string } | undefined;
  /** Gets the input with `step`, `reason` and `compensating`. */
  whenParked?: { name: string } | undefined;
}

/** Where a person resumes a parked saga, and how. */
export interface SagaResume {
  step: string;
  action: RepairAction;
  /** The saga was being undone: it was the undo of the step that failed. */
  compensating: boolean;
}

/** What runSaga reads of a workflow's input; every activity gets all of the input. */
export interface SagaInput {
  /** Tries of each step before the saga parks. */
  tries?: number | undefined;
  /** Absent: the run starts at the first step. */
  resume?: SagaResume | undefined;
}

/**
 * How a run ended, which is also the output of its workflow. `undone` names the refused step if its
 * refusal led to the undoing. `unfinished`: even its end could not be recorded; start it again.
 */
export type SagaEnd =
  | { outcome: 'done' }
  | { outcome: 'undone'; step?: string; reason?: string }
  | { outcome: 'parked'; step: string; reason: string }
  | { outcome: 'unfinished'; step: string; reason: string };

type SagaTasks<T> = AsyncGenerator<unknown, T, StepResult>;

/**
 * Inside a workflow: runs the steps in order, each until it is done. A step that is refused for
 * good, or whose tries are used up, parks the saga. A person then resumes it: with the step again,
 * without it, or by undoing, the last step first. The undo of a step is owed even before the step
 * runs, because a step that failed may have happened. With `whenRefused`, the refusal of a step
 * undoes the saga at once.
 */
export async function* runSaga(
  context: SagaContext,
  saga: RunnableSaga,
  input: SagaInput,
): SagaTasks<SagaEnd> {
  const { resume } = input;
  const first = resume === undefined ? 0 : saga.plan.findIndex(({ name }) => name === resume.step);
  if (first === -1) throw new Error(`the saga has no step ${resume?.step}`);
  const owed = saga.plan.slice(0, first);
  const skipped = resume?.action === 'skip' ? saga.plan[first] : undefined;
  const undoing = resume?.compensating === true || resume?.action === 'compensate';
  for (const step of saga.plan.slice(first)) {
    owed.push(step);
    if (undoing) return yield* undo(context, saga, input, { owed, skipped });
    if (step === skipped) continue;
    const result = yield* untilDone(context, step.name, input, input.tries);
    if (result.ok) continue;
    if (result.final !== true || saga.whenRefused !== 'compensate') {
      return yield* park(context, saga, input, { step, result, compensating: false });
    }
    const refused = { step: step.name, reason: result.reason };
    return yield* undo(context, saga, input, { owed, skipped, refused });
  }
  return yield* recordEnd(context, saga.whenDone, input, { outcome: 'done' });
}

async function* undo(
  context: SagaContext,
  saga: RunnableSaga,
  input: SagaInput,
  {
    owed,
    skipped,
    refused,
  }: {
    owed: StepPlan[];
    skipped: StepPlan | undefined;
    refused?: { step: string; reason: string };
  },
): SagaTasks<SagaEnd> {
  const { whenUndone, whenRefused } = saga;
  if (whenUndone === undefined && whenRefused === undefined) {
    throw new Error('the saga cannot be undone');
  }
  const later = saga.plan.slice(owed.length);
  // Whether this run or an earlier one has undone a step, or has skipped the undo of one.
  let undone =
    input.resume?.compensating === true &&
    (skipped !== undefined || later.some((step) => step.undo !== undefined));
  for (const step of owed.toReversed()) {
    if (step.undo === undefined || step === skipped) continue;
    const result = yield* untilDone(context, step.undo.name, input, input.tries);
    if (!result.ok) {
      // Refused for good before anything was undone: nothing has changed, so it can still go forward.
      const compensating = undone || result.final !== true;
      return yield* park(context, saga, input, { step, result, compensating });
    }
    undone = true;
  }
  return yield* recordEnd(
    context,
    whenUndone,
    { ...input, ...refused },
    { outcome: 'undone', ...refused },
  );
}

async function* park(
  context: SagaContext,
  saga: RunnableSaga,
  input: SagaInput,
  {
    step,
    result,
    compensating,
  }: { step: StepPlan; result: Exclude<StepResult, { ok: true }>; compensating: boolean },
): SagaTasks<SagaEnd> {
  const { name } = step;
  const { reason } = result;
  const parking = { ...input, step: name, reason, compensating };
  return yield* recordEnd(context, saga.whenParked, parking, {
    outcome: 'parked',
    step: name,
    reason,
  });
}

async function* recordEnd(
  context: SagaContext,
  activity: { name: string } | undefined,
  input: object,
  end: SagaEnd,
): SagaTasks<SagaEnd> {
  if (activity === undefined) return end;
  const result = yield* untilDone(context, activity.name, input);
  if (result.ok) return end;
  return { outcome: 'unfinished', step: activity.name, reason: result.reason };
}
