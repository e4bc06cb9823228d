import type { StreamEvent } from '../streams/index.ts';
import { inContext, newContext, type Logger } from '../telemetry/index.ts';
import { Undeliverable, type EventHandler } from './event-handler.ts';

/** What became of one event: done, to be tried again, or beyond what repetition can mend. */
export type Verdict =
  { status: 'SUCCESS' } | { status: 'RETRY'; reason: string } | { status: 'DROP'; reason: string };

/**
 * Gives one event to the handlers that take its type, under the correlation id of its cause. Never
 * rejects: what a handler throws is the verdict.
 */
export async function deliverEvent(
  event: StreamEvent,
  { handlers, traceparent, log }: { handlers: EventHandler[]; traceparent: unknown; log: Logger },
): Promise<Verdict> {
  const context = {
    ...newContext(event.correlationId),
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  };
  return inContext(context, async () => {
    try {
      await handleAll([event], handlers);
      return { status: 'SUCCESS' };
    } catch (err) {
      const final = err instanceof Undeliverable;
      log.error({ err, eventId: event.id, type: event.type, final }, 'event failed');
      return { status: final ? 'DROP' : 'RETRY', reason: (err as Error).message };
    }
  });
}

/** Gives events to each handler that takes their types. All of them must succeed. */
export async function handleAll(events: StreamEvent[], handlers: EventHandler[]): Promise<void> {
  for (const handler of handlers) {
    const wanted = events.filter(({ type }) => handler.types.includes(type));
    if (wanted.length > 0) await handler.handle(wanted);
  }
}

/** Whether the data of a CloudEvent are an event of a stream. */
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
