import { actorBehaviours } from './behaviours/actors.ts';
import { alarmBehaviours } from './behaviours/alarms.ts';
import type { Behaviour, Scale } from './behaviours/behaviour.ts';
import { eventBehaviours } from './behaviours/events.ts';
import { workflowBehaviours } from './behaviours/workflows.ts';
import { type ContestantName, startContestant } from './contestants.ts';
import type { Sidecars } from './sidecars.ts';

/** The list, by the parts of the table. */
export const LIST: Readonly<Record<string, readonly Behaviour[]>> = {
  Actors: actorBehaviours,
  'Reminders and timers': alarmBehaviours,
  Events: eventBehaviours,
  Workflows: workflowBehaviours,
};

/** How a behaviour went: undefined if it passed, else what was seen. */
export type Outcomes = Map<string, string | undefined>;

/** Runs the list against one contestant, in order, on a sidecar of its own. */
export async function runList(
  name: ContestantName,
  sidecars: Sidecars,
  {
    scale,
    onResult,
  }: { scale: Scale; onResult: (title: string, fault?: string, sidecarLog?: string) => void },
): Promise<Outcomes> {
  const contestant = await startContestant(name, sidecars);
  const outcomes: Outcomes = new Map();
  try {
    for (const behaviours of Object.values(LIST)) {
      // What one part has done to a host must not count in the next one.
      await contestant.renew();
      for (const { title, check } of behaviours) {
        if (!contestant.isAlive()) await contestant.renew();
        const fault = await check(contestant, scale).then(
          () => (contestant.isAlive() ? undefined : 'the process ended'),
          (error: Error) => (contestant.isAlive() ? error.message : 'the process ended'),
        );
        outcomes.set(title, fault);
        onResult(title, fault, contestant.daprd.output());
      }
    }
  } finally {
    await contestant.stop();
  }
  return outcomes;
}
