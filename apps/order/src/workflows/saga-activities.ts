import type { Activity, Saga } from '@commerce/runtime/saga';

type Step = { name: string; undo?: string };

/** The names of all activities that a saga can call: a missing one is a type error. */
export type ActivityName<S extends Saga> =
  | S['steps'][number]['name']
  | UndoOf<S['steps'][number]>
  | S['whenDone']
  | (S extends { whenUndone: infer Name extends string } ? Name : never)
  | S['whenParked'];

type UndoOf<T extends Step> = T extends { undo: infer Undo extends string } ? Undo : never;

/** The IO of a saga: every step, its undo and its ends. */
export type SagaActivities<S extends Saga> = Record<ActivityName<S>, Activity>;
