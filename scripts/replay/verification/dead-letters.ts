import type { DatabaseName } from './databases.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** The apps that subscribe to topics and keep their dead letters. */
const KEEPERS: readonly DatabaseName[] = ['order', 'inventory', 'payment'];

/** No event is a dead letter that is still to be applied, or to be judged by a person. */
export async function noDeadLetters({ databases }: Pick<Subject, 'databases'>): Promise<Verdict> {
  const faults: string[] = [];
  for (const name of KEEPERS) {
    const { rows } = await databases[name].query<{ event_id: string }>(
      "SELECT event_id FROM dead_letter WHERE state <> 'discarded'",
    );
    faults.push(...rows.map(({ event_id }) => `${name} could not take ${event_id}`));
  }
  return verdict(faults, 'none');
}
