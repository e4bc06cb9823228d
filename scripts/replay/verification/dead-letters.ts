import type { DatabaseName } from './databases.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** The apps that subscribe to topics and store their dead letters. */
const KEEPERS: readonly DatabaseName[] = ['order', 'inventory', 'payment'];

/** Checks that no dead letter is waiting or parked. */
export async function noDeadLetters({ databases }: Pick<Subject, 'databases'>): Promise<Verdict> {
  const faults: string[] = [];
  for (const name of KEEPERS) {
    const { rows } = await databases[name].query<{ event_id: string }>(
      "SELECT event_id FROM dead_letter WHERE state <> 'discarded'",
    );
    faults.push(...rows.map(({ event_id }) => `${name} has the dead letter ${event_id}`));
  }
  return verdict(faults, 'none');
}
