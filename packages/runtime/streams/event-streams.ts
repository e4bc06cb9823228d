import { SidecarError, type Sidecar } from '../sidecar/index.ts';
import { currentContext, type Logger } from '../telemetry/index.ts';

/** Events that one read of the store brings. Most streams end within the first page. */
const PAGE_SIZE = 16;
/** Longest stream that is read; an aggregate of more events has lost its bounds. */
const MAX_EVENTS = 100_000;

/** A fact as a decider makes it: its versioned type and its data. */
export interface NewEvent {
  type: string;
  data: object;
}

/** A fact as it is stored and published: the row in the store is the event itself. */
export interface StreamEvent extends NewEvent {
  /** `<stream>:<seq>`: what inboxes are keyed on. */
  id: string;
  stream: string;
  /** From 1, without gaps. */
  seq: number;
  /** When it was committed, ISO 8601 in UTC. */
  at: string;
  correlationId: string;
}

/** Event streams in a Dapr state store that publishes every committed row (outbox). */
export interface EventStreams {
  /** All events of a stream from `fromSeq` on; none when it does not exist. */
  read: (stream: string, fromSeq?: number) => Promise<StreamEvent[]>;
  /** Those of the given events that exist, by `<stream>:<seq>`. */
  find: (positions: { stream: string; seq: number }[]) => Promise<Map<string, StreamEvent>>;
  /** Commits one event; false when another writer took the position. Throws on other failures. */
  append: (stream: string, seq: number, event: NewEvent) => Promise<boolean>;
}

/**
 * Opens the streams of one kind in a store. Each commit is one row that only an insert can make
 * (first-write, no ETag), so two writers can never both succeed.
 */
export function openEventStreams({
  sidecar,
  store,
  kind,
  log,
}: {
  sidecar: Sidecar;
  store: string;
  kind: string;
  log: Logger;
}): EventStreams {
  const key = (stream: string, seq: number) => `${kind}-${stream}-${seq}`;

  return {
    async read(stream, fromSeq = 1) {
      const events: StreamEvent[] = [];
      for (let seq = fromSeq; seq <= MAX_EVENTS; seq += PAGE_SIZE) {
        const keys = Array.from({ length: PAGE_SIZE }, (_, n) => key(stream, seq + n));
        const page = await sidecar.getMany(store, keys);
        for (const one of keys) {
          const event = page.get(one);
          if (event === undefined) return events;
          events.push(event as StreamEvent);
        }
      }
      throw new Error(`stream ${stream} has more than ${MAX_EVENTS} events`);
    },

    async find(positions) {
      if (positions.length === 0) return new Map();
      const page = await sidecar.getMany(
        store,
        positions.map(({ stream, seq }) => key(stream, seq)),
      );
      const events = [...page.values()] as StreamEvent[];
      return new Map(events.map((event) => [event.id, event]));
    },

    async append(stream, seq, event) {
      const id = `${stream}:${seq}`;
      const stored: StreamEvent = {
        id,
        type: event.type,
        stream,
        seq,
        at: new Date().toISOString(),
        correlationId: currentContext()?.correlationId ?? id,
        data: event.data,
      };
      const upsert = {
        operation: 'upsert',
        request: {
          key: key(stream, seq),
          value: stored,
          options: { concurrency: 'first-write' },
          // These become attributes of the published CloudEvent.
          metadata: { contentType: 'application/json', type: event.type, subject: stream },
        },
      };
      try {
        await sidecar.transact(store, [upsert]);
        return true;
      } catch (error) {
        if (!isLostInsert(error)) throw error;
        log.info({ eventId: id }, 'position was taken by another writer');
        return false;
      }
    },
  };
}

// Dapr answers a lost insert as a 500 like any other failure; only its text tells.
function isLostInsert(error: unknown): boolean {
  return (
    error instanceof SidecarError &&
    error.code === 'ERR_STATE_TRANSACTION' &&
    (error.message.includes('no item was updated') || error.message.includes('etag mismatch'))
  );
}
