import { SidecarError, type Sidecar } from '../sidecar/index.ts';
import { currentContext, type Logger } from '../telemetry/index.ts';
import { groupCommit } from './group-commit.ts';
import { openSnapshots, type Snapshots } from './snapshots.ts';

/** Events that the first read of a stream brings. Most streams end within it. */
const FIRST_PAGE = 16;
/** Each page is this many times as long as the one before: after many events, many more are likely. */
const PAGE_GROWTH = 4;
/** Most events that one read of the store brings. */
const MAX_PAGE = 1_024;
/** Longest stream that is read; an aggregate of more events has lost its bounds. */
const MAX_EVENTS = 100_000;
/** Most events of one commit; a decision that causes more has lost its bounds. */
export const MAX_COMMIT = 64;

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
  /** The events of a stream from `fromSeq` to `toSeq`, as far as there are any. */
  read: (stream: string, fromSeq?: number, toSeq?: number) => Promise<StreamEvent[]>;
  /** Those of the given events that exist, by `<stream>:<seq>`. */
  find: (positions: { stream: string; seq: number }[]) => Promise<Map<string, StreamEvent>>;
  /**
   * Commits events at the positions from `seq` on, in one transaction: all of them or, with `false`
   * as the answer, none, because another writer took one of the positions. At most 64. Throws on
   * other failures.
   */
  append: (stream: string, seq: number, ...events: readonly NewEvent[]) => Promise<boolean>;
  /** Where aggregates keep the state of long streams; absent: they fold all events. */
  snapshots?: Snapshots;
}

/**
 * Opens the streams of one kind in a store. Each event is a row that only an insert can make
 * (first-write, no ETag), so two writers can never both take a position. With `stateVersion`, the
 * version of the state that the events are folded into, long streams have snapshots.
 */
export function openEventStreams({
  sidecar,
  store,
  kind,
  stateVersion,
  log,
}: {
  sidecar: Sidecar;
  store: string;
  kind: string;
  stateVersion?: number;
  log: Logger;
}): EventStreams {
  const key = (stream: string, seq: number) => `${kind}-${stream}-${seq}`;
  const commit = groupCommit((inserts) => sidecar.transact(store, inserts));

  return {
    ...(stateVersion === undefined
      ? {}
      : { snapshots: openSnapshots({ sidecar, store, kind, stateVersion, log }) }),

    read: (stream, fromSeq = 1, toSeq = MAX_EVENTS) =>
      readRange((keys) => readPage(sidecar, store, keys), {
        keyAt: (seq) => key(stream, seq),
        fromSeq,
        toSeq,
      }),

    async find(positions) {
      if (positions.length === 0) return new Map();
      const page = await readRows(
        sidecar,
        store,
        positions.map(({ stream, seq }) => key(stream, seq)),
      );
      const events = [...page.values()] as StreamEvent[];
      return new Map(events.map((event) => [event.id, event]));
    },

    async append(stream, seq, ...events) {
      if (events.length === 0 || events.length > MAX_COMMIT) {
        throw new RangeError(
          `${stream}: a commit has 1 to ${MAX_COMMIT} events, not ${events.length}`,
        );
      }
      const first = `${stream}:${seq}`;
      const at = new Date().toISOString();
      const correlationId = currentContext()?.correlationId ?? first;
      const inserts = events.map(({ type, data }, n) => {
        const id = `${stream}:${seq + n}`;
        const event = { id, type, stream, seq: seq + n, at, correlationId, data };
        return insertOf(key(stream, seq + n), event);
      });
      const committed = await commit(inserts);
      if (!committed) log.info({ eventId: first }, 'position was taken by another writer');
      return committed;
    },
  };
}

/** The operation of a state transaction that only an insert fulfils, as JSON. */
function insertOf(key: string, event: StreamEvent): string {
  return JSON.stringify({
    operation: 'upsert',
    request: {
      key,
      value: event,
      options: { concurrency: 'first-write' },
      // These become attributes of the published CloudEvent.
      metadata: { contentType: 'application/json', type: event.type, subject: event.stream },
    },
  });
}

async function readRange(
  readKeys: (keys: string[]) => Promise<StreamEvent[]>,
  { keyAt, fromSeq, toSeq }: { keyAt: (seq: number) => string; fromSeq: number; toSeq: number },
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  // A caller that names the end knows that there is much to read.
  let size = toSeq < MAX_EVENTS ? MAX_PAGE : FIRST_PAGE;
  for (let seq = fromSeq; seq <= toSeq; seq += size, size = larger(size)) {
    const length = Math.min(size, toSeq - seq + 1);
    const page = await readKeys(Array.from({ length }, (_, n) => keyAt(seq + n)));
    events.push(...page);
    if (page.length < length) return events;
  }
  if (toSeq < MAX_EVENTS) return events;
  throw new Error(`${keyAt(1)}: the stream has more than ${MAX_EVENTS} events`);
}

/** The events of the keys up to the first key without one. Throws when the store left some out. */
async function readPage(sidecar: Sidecar, store: string, keys: string[]): Promise<StreamEvent[]> {
  const page = await readRows(sidecar, store, keys);
  const firstGap = keys.findIndex((key) => !page.has(key));
  const found = firstGap === -1 ? keys : keys.slice(0, firstGap);
  if (page.size > found.length) {
    throw new SidecarError('get state', 503, `${keys[0]}: the store left events out`);
  }
  return found.map((key) => page.get(key) as StreamEvent);
}

/**
 * The rows of the keys that have one, by key. Dapr's bulk read of PostgreSQL mistakes a query that broke
 * off for one that found no more rows (that of our own daprd does not). An empty answer is therefore
 * checked: the first key is read alone.
 */
async function readRows(
  sidecar: Sidecar,
  store: string,
  keys: string[],
): Promise<Map<string, unknown>> {
  const page = await sidecar.getMany(store, keys);
  if (page.size === 0 && (await sidecar.has(store, keys[0] as string))) {
    throw new SidecarError('get state', 503, `${keys[0]} is there after all`);
  }
  return page;
}

function larger(page: number): number {
  return Math.min(page * PAGE_GROWTH, MAX_PAGE);
}
