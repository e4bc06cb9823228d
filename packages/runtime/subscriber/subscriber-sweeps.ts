import { inboxPruning } from '../inbox/index.ts';
import { startSweep, type Sweep } from '../sweeps/index.ts';
import { redeliverDeadLetters, type DeadLetterDeps } from './redeliver-dead-letters.ts';

const REDELIVER_INTERVAL_MS = 5_000;
const PRUNE_INTERVAL_MS = 60_000;

/**
 * The sweeps of every app with a subscriber: they redeliver dead letters and prune old inbox rows.
 * `mayPrune` returns false while an event older than those rows may still arrive.
 */
export function startSubscriberSweeps(
  deps: DeadLetterDeps & { mayPrune?: () => Promise<boolean> },
): Sweep[] {
  const { database, mayPrune, log } = deps;
  const prune = inboxPruning({ database, ...(mayPrune && { mayPrune }) });
  return [
    startSweep({
      name: 'redeliver-dead-letters',
      intervalMs: REDELIVER_INTERVAL_MS,
      round: () => redeliverDeadLetters(deps),
      log,
    }),
    startSweep({
      name: 'prune-inbox',
      intervalMs: PRUNE_INTERVAL_MS,
      async round() {
        await prune();
      },
      log,
    }),
  ];
}
