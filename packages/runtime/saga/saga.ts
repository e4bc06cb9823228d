import { Counter } from 'prom-client';
import { runSaga, type SagaEnd, type SagaInput } from './run-saga.ts';
import type { SagaPlan, StepName } from './saga-plan.ts';
import type { SagaContext } from './sdk.ts';
import type { Outcome } from '../streams/aggregate.ts';
import type { Workflow } from './replay.ts';
import type { Activity, StepResult } from './worker.ts';

/**
 * The IO of a step, of an undo or of an end. Idempotent, because it runs at least once. It may answer
 * what an aggregate has decided: a refusal is final.
 */
export type SagaActivity<Input, Deps> = (
  input: Input,
  deps: Deps,
) => Promise<StepResult | Outcome<unknown>>;

/** An activity that records how a run ended, with its wire name. */
export interface SagaEndActivity<Input, Deps> {
  name: string;
  run: SagaActivity<Input, Deps>;
}

/** What `whenParked` gets beside the input: where and why the run stopped. */
export interface Parking<Plan extends SagaPlan = SagaPlan> {
  step: StepName<Plan>;
  reason: string;
  /** The saga was being undone: it is the undo of the step that failed. */
  compensating: boolean;
}

/** A run, and for a step that has one, an undo: exactly as the plan says. */
type StepActivities<Plan extends SagaPlan, Input, Deps> = {
  [Step in Plan[number] as Step['name']]: Step extends { undo: object }
    ? { run: SagaActivity<Input, Deps>; undo: SagaActivity<Input, Deps> }
    : { run: SagaActivity<Input, Deps> };
};

/** What `whenUndone` gets beside the input, if the refusal of a step led to the undoing. */
export interface Refused<Plan extends SagaPlan = SagaPlan> {
  step?: StepName<Plan>;
  reason?: string;
}

/** The repairs that the steps of a plan offer. */
type RepairsOf<Plan extends SagaPlan> = Plan[number] extends infer Step
  ? Step extends { repairs: readonly (infer Repair)[] }
    ? Repair
    : never
  : never;

/**
 * The activity that records that a saga is undone: needed if a person may choose that, possible if a
 * refusal leads to it.
 */
type UndoneEnd<Plan extends SagaPlan, Input, Deps> =
  'compensate' extends RepairsOf<Plan>
    ? { whenRefused?: 'compensate'; whenUndone: SagaEndActivity<Input & Refused<Plan>, Deps> }
    : | { whenRefused: 'compensate'; whenUndone?: SagaEndActivity<Input & Refused<Plan>, Deps> }
      | { whenRefused?: never; whenUndone?: never };

/**
 * A saga: the wire name of its workflow, its plan, and the activities that the plan asks for. An
 * activity of a step that the plan does not have, or a missing one, is a type error. An end without
 * an activity is only the output of the workflow.
 */
export type Saga<Plan extends SagaPlan, Input, Deps> = {
  /** Wire name of the workflow; a changed body gets a new version. */
  name: string;
  plan: Plan;
  steps: StepActivities<Plan, Input, Deps>;
  whenDone?: SagaEndActivity<Input, Deps>;
  whenParked?: SagaEndActivity<Input & Parking<Plan>, Deps>;
} & UndoneEnd<Plan, Input, Deps>;

/** Any saga whose activities take these dependencies. */
export interface HostedSaga<Deps> {
  name: string;
  plan: SagaPlan;
  whenRefused?: 'compensate' | undefined;
  steps: Record<string, { run: SagaActivity<never, Deps>; undo?: SagaActivity<never, Deps> }>;
  whenDone?: SagaEndActivity<never, Deps> | undefined;
  whenUndone?: SagaEndActivity<never, Deps> | undefined;
  whenParked?: SagaEndActivity<never, Deps> | undefined;
}

const ends = new Counter({
  name: 'saga_ends_total',
  help: 'Runs of sagas by outcome: done, undone, parked for a person, or unfinished.',
  labelNames: ['saga', 'outcome'],
});

/**
 * The workflows and activities of sagas by their wire names, as the worker hosts them. Two versions
 * of a saga share the activities that they both have. Throws Error for a name with two meanings.
 */
export function hostSagas<Deps>(
  sagas: readonly HostedSaga<Deps>[],
  deps: Deps,
): { workflows: Record<string, Workflow>; activities: Record<string, Activity> } {
  const workflows = sagas.map((saga) => [saga.name, countedSaga(saga)] as const);
  const activities = Object.entries(byName(sagas.flatMap(activitiesOf))).map(
    ([name, run]) =>
      [name, (async (input) => stepResult(await run(input as never, deps))) as Activity] as const,
  );
  return { workflows: byName(workflows), activities: Object.fromEntries(activities) };
}

function countedSaga<Deps>(saga: HostedSaga<Deps>): Workflow {
  const run = async function* (context: SagaContext, input: SagaInput) {
    const end: SagaEnd = yield* runSaga(context, saga, input);
    ends.inc({ saga: saga.name, outcome: end.outcome });
    return end;
  };
  return run as Workflow;
}

function stepResult(answer: StepResult | Outcome<unknown>): StepResult {
  if (answer.ok) return { ok: true };
  return 'detail' in answer ? { ok: false, reason: answer.detail, final: true } : answer;
}

function activitiesOf<Deps>(saga: HostedSaga<Deps>): [string, SagaActivity<never, Deps>][] {
  const ends = [saga.whenDone, saga.whenParked, saga.whenUndone].filter((end) => end !== undefined);
  return [
    ...saga.plan.flatMap(({ name, undo }): [string, SagaActivity<never, Deps>][] => {
      const step = saga.steps[name];
      if (step === undefined) throw new Error(`${saga.name}: the step ${name} has no activity`);
      if (undo === undefined) return [[name, step.run]];
      if (step.undo === undefined) throw new Error(`${saga.name}: ${undo.name} has no activity`);
      return [
        [name, step.run],
        [undo.name, step.undo],
      ];
    }),
    ...ends.map(({ name, run }): [string, SagaActivity<never, Deps>] => [name, run]),
  ];
}

/** Two different ones of one name would silently replace each other. */
function byName<T>(entries: (readonly [string, T])[]): Record<string, T> {
  const named = Object.fromEntries(entries);
  const twice = entries.filter(([name, one]) => named[name] !== one).map(([name]) => name);
  if (twice.length === 0) return named;
  throw new Error(`these names of workflows or activities are used twice: ${twice.join(', ')}`);
}
