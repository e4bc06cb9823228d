import { Counter, Histogram } from 'prom-client';
import { DURATION_BUCKETS_S } from '../metrics/buckets.ts';
import type { StreamEvent } from '../streams/event-streams.ts';
import { failSpan, inContext, inSpan, type Logger, newContext } from '../telemetry/index.ts';
import { Undeliverable, type EventHandler } from './event-handler.ts';
import { deliveredIn, inEventSpan } from './event-spans.ts';

const handlingDuration = new Histogram({
  name: 'event_handling_duration_seconds',
  help: 'Batches of events that a consumer has handled, or failed to.',
  labelNames: ['consumer', 'outcome'],
  buckets: DURATION_BUCKETS_S,
});
const handledEvents = new Counter({
  name: 'events_handled_total',
  help: 'Events by consumer, type and outcome. A failed one counts with each try, a repeated one each time.',
  labelNames: ['consumer', 'type', 'outcome'],
});

/** The result of one delivery: handled, to be redelivered, or beyond repair by redelivery. */
export type Verdict =
  { status: 'SUCCESS' } | { status: 'RETRY'; reason: string } | { status: 'DROP'; reason: string };

/**
 * Delivers one event of a topic to the handlers of its type, with the correlation id of its cause. Never
 * rejects: an error of a handler becomes the verdict.
 */
export async function deliverEvent(
  event: StreamEvent,
  { topic, handlers, log }: { topic: string; handlers: EventHandler[]; log: Logger },
): Promise<Verdict> {
  const context = { ...newContext(event.correlationId), traceparent: deliveredIn(event) };
  return inContext(context, () =>
    inEventSpan(event, topic, async (span) => {
      try {
        await handleAll([event], handlers);
        return { status: 'SUCCESS' };
      } catch (err) {
        const final = err instanceof Undeliverable;
        log.error({ err, eventId: event.id, type: event.type, final }, 'event failed');
        failSpan(span, err);
        return { status: final ? 'DROP' : 'RETRY', reason: (err as Error).message };
      }
    }),
  );
}

/** Delivers events to each handler of their types. Rejects if one handler fails. */
export async function handleAll(events: StreamEvent[], handlers: EventHandler[]): Promise<void> {
  for (const handler of handlers) {
    const wanted = events.filter(({ type }) => handler.types.includes(type));
    if (wanted.length > 0) await measured(handler, wanted);
  }
}

async function measured(handler: EventHandler, events: StreamEvent[]): Promise<void> {
  const { consumer } = handler;
  const since = performance.now();
  let outcome = 'failed';
  try {
    await inSpan(consumer, {}, () => handler.handle(events));
    outcome = 'done';
  } finally {
    handlingDuration.observe({ consumer, outcome }, (performance.now() - since) / 1_000);
    for (const { type } of events) handledEvents.inc({ consumer, type, outcome });
  }
}

/** Whether the data of a CloudEvent is an event with the known envelope. */
export function isStreamEvent(data: unknown): data is StreamEvent {
  const event = data as Partial<StreamEvent> | undefined | null;
  return (
    typeof event === 'object' &&
    event !== null &&
    typeof event.id === 'string' &&
    typeof event.type === 'string' &&
    typeof event.stream === 'string' &&
    typeof event.seq === 'number' &&
    typeof event.data === 'object'
  );
}
