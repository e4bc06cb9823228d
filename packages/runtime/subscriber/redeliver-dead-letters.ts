import type { Database } from '../postgres/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { noteFailedTry, removeDeadLetter, takeDueLetter, type DueLetter } from './dead-letters.ts';
import { deliverEvent, isStreamEvent, type Verdict } from './deliver-event.ts';
import type { EventHandler } from './event-handler.ts';

/** Letters that one round tries: a repair must not crowd out new events. */
const BATCH_SIZE = 200;
/** After so many failures in a row something else is at fault, and the round ends. */
const MAX_FAILED_IN_A_ROW = 3;
/** Pause after the first try, ms; it doubles with each. Longer than any handler takes. */
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 3_600_000;
/** Tries by itself, in about four days; what fails for longer waits for a person. */
const MAX_TRIES = 100;

export interface DeadLetterDeps {
  database: Database;
  /** The same handlers that the subscriber has. */
  topics: Record<string, EventHandler[]>;
  log: Logger;
}

/**
 * A round of the second life of dead letters: each that is due is given to the handlers of its
 * topic again, as a delivery would, with the same inbox. One that succeeds is deleted, one that
 * fails is tried again after a growing pause, and one that is undeliverable, unreadable or failed
 * too often is parked for a person, with the reason.
 */
export async function redeliverDeadLetters(deps: DeadLetterDeps): Promise<void> {
  const { database, log } = deps;
  let failedInARow = 0;
  for (let n = 0; n < BATCH_SIZE && failedInARow < MAX_FAILED_IN_A_ROW; n++) {
    const due = await takeDueLetter(database, {
      firstPauseMs: FIRST_PAUSE_MS,
      maxPauseMs: MAX_PAUSE_MS,
    });
    if (due === undefined) return;
    const { eventId, tries } = due;
    const verdict = await redeliver(due, deps);
    if (verdict.status === 'SUCCESS') {
      await removeDeadLetter(database, eventId);
      log.info({ eventId, tries }, 'dead letter applied after all');
      failedInARow = 0;
      continue;
    }
    const parked = verdict.status === 'DROP' || tries >= MAX_TRIES;
    const { reason } = verdict;
    await noteFailedTry(database, eventId, { reason, parked });
    if (parked) log.error({ eventId, tries, reason }, 'dead letter needs a person');
    failedInARow += verdict.status === 'RETRY' ? 1 : 0;
  }
}

async function redeliver({ letter }: DueLetter, { topics, log }: DeadLetterDeps): Promise<Verdict> {
  const { topic, data, traceparent } = letter ?? {};
  if (!isStreamEvent(data)) return { status: 'DROP', reason: 'it has no known envelope' };
  const known = typeof topic === 'string' && Object.hasOwn(topics, topic);
  const handlers = known ? topics[topic] : undefined;
  if (handlers === undefined) return { status: 'DROP', reason: `no handler for ${String(topic)}` };
  return deliverEvent(data, { handlers, traceparent, log });
}
