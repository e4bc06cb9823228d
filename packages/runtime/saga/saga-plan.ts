/** What a person can do about a parked step: try it again, go on without it, or undo the saga. */
export type RepairAction = 'retry' | 'skip' | 'compensate';

/**
 * A step as data: its name, the repairs that make sense when it is parked, and its undo. The names
 * are the wire names of the activities. A step without an undo leaves nothing to undo, or is an
 * undo itself.
 */
export interface StepPlan {
  name: string;
  repairs?: readonly RepairAction[];
  undo?: { name: string; repairs?: readonly Exclude<RepairAction, 'compensate'>[] };
}

/** The steps of a saga in their order: pure data, from which also the rules of the domain derive. */
export type SagaPlan = readonly StepPlan[];

/** The wire names of the steps of a plan. */
export type StepName<Plan extends SagaPlan> = Plan[number]['name'];
