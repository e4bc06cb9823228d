import type { Database } from '../postgres/index.ts';
import { inContext, inSpan, type Logger, newContext } from '../telemetry/index.ts';
import {
  recordFailedTry,
  removeDeadLetter,
  takeDueLetter,
  type DueLetter,
} from './dead-letters.ts';
import { deliverEvent, isStreamEvent, type Verdict } from './deliver-event.ts';
import type { EventHandler } from './event-handler.ts';

/** Most letters in one round: redelivery must not crowd out new events. */
const BATCH_SIZE = 200;
/** After this many failures in a row the cause is probably elsewhere, so the round ends. */
const MAX_FAILED_IN_A_ROW = 3;
/** Pause after the first try, ms; doubles with each try. Longer than any handler takes. */
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 3_600_000;
/** Automatic tries, in about four days; after that the letter waits for an operator. */
const MAX_TRIES = 100;

export interface DeadLetterDeps {
  database: Database;
  /** The same handlers as those of the subscriber. */
  topics: Record<string, EventHandler[]>;
  log: Logger;
}

/**
 * A sweep round that delivers each due dead letter again to the handlers of its topic, with the
 * same inbox. A letter that succeeds is deleted. A letter that fails is retried after a growing
 * pause. One that is undeliverable, unreadable or out of tries is parked for an operator, with the
 * reason.
 */
export async function redeliverDeadLetters(deps: DeadLetterDeps): Promise<void> {
  const { database } = deps;
  let failedInARow = 0;
  for (let n = 0; n < BATCH_SIZE && failedInARow < MAX_FAILED_IN_A_ROW; n++) {
    const due = await takeDueLetter(database, {
      firstPauseMs: FIRST_PAUSE_MS,
      maxPauseMs: MAX_PAUSE_MS,
    });
    if (due === undefined) return;
    const verdict = await redeliver(due, deps);
    if (verdict.status === 'SUCCESS') failedInARow = 0;
    failedInARow += verdict.status === 'RETRY' ? 1 : 0;
  }
}

/** Delivers a letter in a trace of its own, linked to that of its event, and records how it went. */
function redeliver(due: DueLetter, deps: DeadLetterDeps): Promise<Verdict> {
  const { data, traceparent, traceid } = due.letter ?? {};
  const correlationId = isStreamEvent(data) ? data.correlationId : undefined;
  const links = [traceparent, traceid].filter((one) => typeof one === 'string');
  const attributes = { 'messaging.message.id': due.eventId };
  return inContext(newContext(correlationId), () =>
    inSpan('redeliver', { newTrace: true, links, attributes }, async () => {
      const verdict = await deliver(due, deps);
      await record(due, verdict, deps);
      return verdict;
    }),
  );
}

async function record(
  { eventId, tries }: DueLetter,
  verdict: Verdict,
  { database, log }: DeadLetterDeps,
): Promise<void> {
  if (verdict.status === 'SUCCESS') {
    await removeDeadLetter(database, eventId);
    log.info({ eventId, tries }, 'dead letter handled');
    return;
  }
  const { reason, status } = verdict;
  const parked = status === 'DROP' || tries >= MAX_TRIES;
  await recordFailedTry(database, eventId, { reason, parked });
  if (parked) log.error({ eventId, tries, reason }, 'dead letter parked');
}

async function deliver({ letter }: DueLetter, { topics, log }: DeadLetterDeps): Promise<Verdict> {
  const { topic, data } = letter ?? {};
  if (!isStreamEvent(data)) return { status: 'DROP', reason: 'it has no known envelope' };
  const known = typeof topic === 'string' && Object.hasOwn(topics, topic);
  const handlers = known ? topics[topic] : undefined;
  if (handlers === undefined) return { status: 'DROP', reason: `no handler for ${String(topic)}` };
  return deliverEvent(data, { topic: topic as string, handlers, log });
}
