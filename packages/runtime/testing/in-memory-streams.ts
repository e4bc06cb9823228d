import {
  type EventStreams,
  MAX_COMMIT,
  type Snapshot,
  type Snapshots,
  type StreamEvent,
} from '../streams/index.ts';
import { currentContext } from '../telemetry/index.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** Event streams in memory, for tests: what the streams of a Dapr state store do, without a sidecar. */
export interface InMemoryStreams extends EventStreams {
  /** All events, in the order of their commits. */
  committed: () => readonly StreamEvent[];
  /**
   * Makes the next append throw: `before` its commit, or `after` it, as when the answer of the store
   * is lost.
   */
  failNext: (when: 'before' | 'after') => void;
}

/**
 * Opens empty streams. Events are kept as JSON, as in the store. With `stateVersion` long streams have
 * snapshots.
 */
export function inMemoryStreams({
  clock = virtualClock(),
  stateVersion,
}: { clock?: VirtualClock; stateVersion?: number } = {}): InMemoryStreams {
  const stored = new Map<string, string>();
  let fault: 'before' | 'after' | undefined;
  const eventAt = (stream: string, seq: number): StreamEvent | undefined => {
    const text = stored.get(`${stream}:${seq}`);
    return text === undefined ? undefined : (JSON.parse(text) as StreamEvent);
  };

  return {
    ...(stateVersion === undefined ? {} : { snapshots: inMemorySnapshots() }),

    async read(stream, fromSeq = 1, toSeq = Number.POSITIVE_INFINITY) {
      const events: StreamEvent[] = [];
      for (let seq = fromSeq; seq <= toSeq; seq++) {
        const event = eventAt(stream, seq);
        if (event === undefined) break;
        events.push(event);
      }
      return events;
    },

    async find(positions) {
      const events = positions.flatMap(({ stream, seq }) => eventAt(stream, seq) ?? []);
      return new Map(events.map((event) => [event.id, event]));
    },

    async append(stream, seq, ...events) {
      if (events.length === 0 || events.length > MAX_COMMIT) {
        throw new RangeError(
          `${stream}: a commit has 1 to ${MAX_COMMIT} events, not ${events.length}`,
        );
      }
      const failing = fault;
      fault = undefined;
      if (failing === 'before') throw new Error(`${stream}: the store failed before the commit`);
      const ids = events.map((_, n) => `${stream}:${seq + n}`);
      if (ids.some((id) => stored.has(id))) return false;
      const now = new Date(clock.now()).toISOString();
      const correlationId = currentContext()?.correlationId ?? (ids[0] as string);
      for (const [n, { type, data, at = now }] of events.entries()) {
        const id = ids[n] as string;
        stored.set(id, JSON.stringify({ id, type, stream, seq: seq + n, at, correlationId, data }));
      }
      if (failing === 'after') throw new Error(`${stream}: the answer of the store was lost`);
      return true;
    },

    now: clock.now,

    committed: () => [...stored.values()].map((text) => JSON.parse(text) as StreamEvent),

    failNext(when) {
      fault = when;
    },
  };
}

function inMemorySnapshots(): Snapshots {
  const kept = new Map<string, string>();
  return {
    async read<S>(stream: string) {
      const text = kept.get(stream);
      return text === undefined ? undefined : (JSON.parse(text) as Snapshot<S>);
    },
    async save(stream, snapshot) {
      kept.set(stream, JSON.stringify(snapshot));
    },
  };
}
