import { untilDone } from './until-done.ts';
import type { SagaContext, StepResult } from './worker.ts';

/** A step and what undoes it, by the names of their activities. Both are idempotent. */
export interface SagaStep {
  name: string;
  /** Absent: there is nothing to undo, or the step is an undo itself. */
  undo?: string;
}

/** A saga as data: its steps in order, and the activities that tell how it ended. */
export interface Saga {
  steps: readonly SagaStep[];
  whenDone: string;
  /** Absent: this saga cannot be undone. */
  whenUndone?: string;
  /** Gets the input with `step`, `reason` and `compensating`. */
  whenParked: string;
}

/** What of a workflow's input runSaga reads; all of it goes to every activity. */
export interface SagaInput {
  /** Tries of each step before the saga parks. */
  tries?: number | undefined;
  /** Where a person lets a parked saga go on; absent: from its first step. */
  resume?:
    | {
        step: string;
        action: 'retry' | 'skip' | 'compensate';
        /** It was the undo of the step that could not be done. */
        compensating: boolean;
      }
    | undefined;
}

/** How a run ended. `unfinished`: not even its end could be told; start it again. */
export type SagaEnd =
  | { outcome: 'done' }
  | { outcome: 'undone' }
  | { outcome: 'parked'; step: string; reason: string }
  | { outcome: 'unfinished'; step: string; reason: string };

type SagaTasks<T> = AsyncGenerator<unknown, T, StepResult>;

/**
 * Inside a workflow: runs the steps in order, each until it is done. A step that is refused for
 * good, or whose tries are used up, parks the saga. A person then lets it go on: with the step
 * again, without it, or by undoing, the last step first. The undo of a step is owed from before it
 * runs, because a step that failed may have happened.
 */
export async function* runSaga(
  context: SagaContext,
  saga: Saga,
  input: SagaInput,
): SagaTasks<SagaEnd> {
  const { resume } = input;
  const first = resume === undefined ? 0 : saga.steps.findIndex(({ name }) => name === resume.step);
  if (first === -1) throw new Error(`the saga has no step ${resume?.step}`);
  const owed = saga.steps.slice(0, first);
  const skipped = resume?.action === 'skip' ? saga.steps[first] : undefined;
  const undoing = resume?.compensating === true || resume?.action === 'compensate';
  for (const step of saga.steps.slice(first)) {
    owed.push(step);
    if (undoing) return yield* undo(context, saga, input, { owed, skipped });
    if (step === skipped) continue;
    const result = yield* untilDone(context, step.name, input, input.tries);
    if (!result.ok) return yield* park(context, saga, input, { step, result, compensating: false });
  }
  return yield* tell(context, saga.whenDone, input, { outcome: 'done' });
}

async function* undo(
  context: SagaContext,
  saga: Saga,
  input: SagaInput,
  { owed, skipped }: { owed: SagaStep[]; skipped: SagaStep | undefined },
): SagaTasks<SagaEnd> {
  if (saga.whenUndone === undefined) throw new Error('the saga cannot be undone');
  const later = saga.steps.slice(owed.length);
  // Whether something was undone, or given up undoing, by this run or the ones before it.
  let undone =
    input.resume?.compensating === true &&
    (skipped !== undefined || later.some((step) => step.undo !== undefined));
  for (const step of owed.toReversed()) {
    if (step.undo === undefined || step === skipped) continue;
    const result = yield* untilDone(context, step.undo, input, input.tries);
    if (!result.ok) {
      // Refused for good before anything was undone: all is as it was, so it can still go forward.
      const compensating = undone || result.final !== true;
      return yield* park(context, saga, input, { step, result, compensating });
    }
    undone = true;
  }
  return yield* tell(context, saga.whenUndone, input, { outcome: 'undone' });
}

async function* park(
  context: SagaContext,
  saga: Saga,
  input: SagaInput,
  {
    step,
    result,
    compensating,
  }: { step: SagaStep; result: Exclude<StepResult, { ok: true }>; compensating: boolean },
): SagaTasks<SagaEnd> {
  const { name } = step;
  const { reason } = result;
  const parking = { ...input, step: name, reason, compensating };
  return yield* tell(context, saga.whenParked, parking, { outcome: 'parked', step: name, reason });
}

async function* tell(
  context: SagaContext,
  activity: string,
  input: object,
  end: SagaEnd,
): SagaTasks<SagaEnd> {
  const result = yield* untilDone(context, activity, input);
  return result.ok ? end : { outcome: 'unfinished', step: activity, reason: result.reason };
}
