import type { DatabaseName } from './databases.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

/** The apps that subscribe to topics and keep their dead letters. */
const KEEPERS: readonly DatabaseName[] = ['order', 'inventory', 'payment'];

/** No event ended as a dead letter, in any app. */
export async function noDeadLetters({ databases }: Pick<Subject, 'databases'>): Promise<Verdict> {
  const faults: string[] = [];
  for (const name of KEEPERS) {
    const { rows } = await databases[name].query<{ event_id: string }>(
      'SELECT event_id FROM dead_letter',
    );
    faults.push(...rows.map(({ event_id }) => `${name} could not take ${event_id}`));
  }
  return verdict(faults, 'none');
}
