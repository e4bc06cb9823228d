import type { Fault } from '../failpoints/index.ts';
import type { HostedSaga } from '../saga/index.ts';

/** A fault of one activity of a saga, for `arm` of a driver or a failpoint of a running app. */
export interface StepFault {
  /** A sentence for the title of a test. */
  title: string;
  point: string;
  fault: Fault;
}

/**
 * Every way in which an activity of a saga can go wrong and be tried again: it fails before its
 * effect, it fails after it (its answer is lost), or it runs twice. A saga must end after each of
 * them as if it had not happened.
 */
export function stepFaults<D>(saga: HostedSaga<D>): StepFault[] {
  const ends = [saga.whenDone, saga.whenUndone, saga.whenParked];
  const activities = [
    ...saga.plan.flatMap(({ name, undo }) => [name, ...(undo === undefined ? [] : [undo.name])]),
    ...ends.flatMap((end) => (end === undefined ? [] : [end.name])),
  ];
  return activities.flatMap((name): StepFault[] => [
    { title: `${name} fails before its effect`, point: `before-${name}`, fault: 'fail' },
    { title: `${name} fails after its effect`, point: `after-${name}`, fault: 'fail' },
    { title: `${name} runs twice`, point: `before-${name}`, fault: 'repeat' },
  ]);
}
