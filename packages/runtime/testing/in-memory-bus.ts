import type { StreamEvent } from '../streams/index.ts';
import { type AppEventHandler, bindHandlers, deliverEvent } from '../subscriber/index.ts';
import { createLogger } from '../telemetry/index.ts';
import type { InMemoryStreams } from './in-memory-streams.ts';
import { shuffled } from './shuffled.ts';

/** Deliveries of an event to a handler that fails, before it becomes a dead letter. */
const MAX_DELIVERIES = 6;

/** Delivers committed events to handlers, at least once, as outbox and broker do. */
export interface InMemoryBus {
  /**
   * Delivers the events that were committed since the last call, and those that handlers commit
   * meanwhile. `times`: each event that often. `seed`: mixed as it determines, with the
   * repeats anywhere.
   */
  deliver: (how?: { times?: number; seed?: number }) => Promise<void>;
  /** Delivers all events again, from the first one. */
  rewind: () => void;
  /**
   * Makes the next delivery to a consumer fail: `before` its handler runs, or `after` it, as when the
   * acknowledgement is lost. It is delivered again.
   */
  failNext: (consumer: string, when: 'before' | 'after') => void;
  /** The events that a handler refused as Undeliverable, or failed to handle 6 times, with the reason. */
  deadLetters: () => readonly { event: StreamEvent; consumer: string; reason: string }[];
}

/** Connects streams with the handlers of the topic to which their events are published. */
export function inMemoryBus<D>({
  streams,
  handlers,
  deps,
}: {
  streams: Pick<InMemoryStreams, 'committed'>;
  handlers: readonly AppEventHandler<D>[];
  deps: D;
}): InMemoryBus {
  const log = createLogger({ service: 'test', level: 'silent' });
  const letters: { event: StreamEvent; consumer: string; reason: string }[] = [];
  const faults = new Map<string, 'before' | 'after'>();
  let delivered = 0;

  const failing = handlers.map((handler): AppEventHandler<D> => ({
    ...handler,
    async handle(given, events) {
      const fault = faults.get(handler.consumer);
      faults.delete(handler.consumer);
      if (fault === 'before') throw new Error('the delivery failed');
      await handler.handle(given, events);
      if (fault === 'after') throw new Error('the acknowledgement was lost');
    },
  }));
  const bound = bindHandlers({ topic: failing }, deps)['topic'] ?? [];

  async function deliverOne(event: StreamEvent): Promise<void> {
    for (const handler of bound.filter(({ types }) => types.includes(event.type))) {
      const { consumer } = handler;
      for (let tried = 1; tried <= MAX_DELIVERIES; tried++) {
        const verdict = await deliverEvent(event, {
          topic: 'topic',
          handlers: [handler],
          log,
        });
        if (verdict.status === 'SUCCESS') break;
        const { reason } = verdict;
        if (verdict.status === 'RETRY' && tried < MAX_DELIVERIES) continue;
        letters.push({ event, consumer, reason });
        break;
      }
    }
  }

  return {
    async deliver({ times = 1, seed } = {}) {
      for (;;) {
        const events = streams.committed().slice(delivered);
        if (events.length === 0) return;
        delivered += events.length;
        const all = Array.from({ length: times }, () => events).flat();
        for (const event of seed === undefined ? all : shuffled(all, seed)) await deliverOne(event);
      }
    },
    rewind() {
      delivered = 0;
    },
    failNext: (consumer, when) => void faults.set(consumer, when),
    deadLetters: () => letters,
  };
}
