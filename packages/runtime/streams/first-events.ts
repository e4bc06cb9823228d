import type { Sidecar } from '../sidecar/index.ts';
import { publicationOf } from '../sidecar/publication.ts';
import type { Logger } from '../telemetry/index.ts';
import type { EventStreams, FirstEvents, StreamEvent } from './event-streams.ts';

/** How long the first event of a stream waits for the second one, ms; then it is published by itself. */
const ALONE_AFTER_MS = 1_000;

/**
 * Holds back first events that travel with the second one. When a process dies with an event in its
 * hands, the audit of streams publishes it.
 */
export function openFirstEvents({
  sidecar,
  redis,
  pubsub,
  topic,
  log,
}: {
  sidecar: Pick<Sidecar, 'publishBulk'>;
  /** The Redis of the pub/sub component. */
  redis: { readonly status: string };
  pubsub: string;
  topic: string;
  log: Logger;
}): FirstEvents {
  const held = new Map<string, NodeJS.Timeout>();

  function publish(event: StreamEvent): void {
    held.delete(event.stream);
    sidecar
      .publishBulk(pubsub, topic, [publicationOf(event)])
      .catch((err: unknown) => log.warn({ err, eventId: event.id }, 'event left to the audit'));
  }

  return {
    canHold: () => redis.status === 'ready',
    hold(event) {
      held.set(event.stream, setTimeout(publish, ALONE_AFTER_MS, event).unref());
    },
    release(stream) {
      clearTimeout(held.get(stream));
      held.delete(stream);
    },
  };
}

/** Events, and before them the first events of the streams whose second event is among them. */
export async function withFirstEvents(
  streams: Pick<EventStreams, 'find'>,
  events: StreamEvent[],
): Promise<StreamEvent[]> {
  const firsts = events.filter(({ seq }) => seq === 2).map(({ stream }) => ({ stream, seq: 1 }));
  return [...(await streams.find(firsts)).values(), ...events];
}
