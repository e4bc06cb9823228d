import type { RepairAction } from './order-repair.ts';

/** What a run of a workflow is told beside what it is about: part of its input, so it replays. */
export interface SagaRun {
  /** Counts from 0; each repair by a person starts the next one. */
  run?: number | undefined;
  /** How often a step is tried before the workflow parks. */
  tries?: number | undefined;
  /** Where a run that a person started begins; absent: at the first step. */
  resume?: SagaResume | undefined;
}

/** Where a parked workflow goes on, and how. */
export interface SagaResume {
  step: string;
  action: RepairAction;
  /** It was undoing what it had done. */
  compensating: boolean;
}
