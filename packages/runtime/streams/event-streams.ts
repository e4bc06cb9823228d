import { SidecarError, type Sidecar } from '../sidecar/index.ts';
import { currentContext, type Logger } from '../telemetry/index.ts';
import { groupCommit } from './group-commit.ts';
import { openSnapshots, type Snapshots } from './snapshots.ts';

/** Events that the first read of a stream brings. Most streams end within it. */
const FIRST_PAGE = 16;
/** A page is so many times as long as the one before it: who has read far has far to go. */
const PAGE_GROWTH = 4;
/** Most events that one read of the store brings. */
const MAX_PAGE = 1_024;
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
  /** The events of a stream from `fromSeq` to `toSeq`, as far as there are any. */
  read: (stream: string, fromSeq?: number, toSeq?: number) => Promise<StreamEvent[]>;
  /** Those of the given events that exist, by `<stream>:<seq>`. */
  find: (positions: { stream: string; seq: number }[]) => Promise<Map<string, StreamEvent>>;
  /** Commits one event; false when another writer took the position. Throws on other failures. */
  append: (stream: string, seq: number, event: NewEvent) => Promise<boolean>;
  /** Where aggregates keep the state of long streams; absent: they fold all events. */
  snapshots?: Snapshots;
}

/**
 * Opens the streams of one kind in a store. Each commit is one row that only an insert can make
 * (first-write, no ETag), so two writers can never both succeed. `rules` names the rules by which
 * the events are folded and changes with them: with it, long streams have snapshots.
 */
export function openEventStreams({
  sidecar,
  store,
  kind,
  rules,
  log,
}: {
  sidecar: Sidecar;
  store: string;
  kind: string;
  rules?: string;
  log: Logger;
}): EventStreams {
  const key = (stream: string, seq: number) => `${kind}-${stream}-${seq}`;
  const insert = groupCommit((inserts) => sidecar.transact(store, inserts));

  return {
    ...(rules === undefined
      ? {}
      : { snapshots: openSnapshots({ sidecar, store, kind, rules, log }) }),

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
      const committed = await insert(JSON.stringify(upsert));
      if (!committed) log.info({ eventId: id }, 'position was taken by another writer');
      return committed;
    },
  };
}

async function readRange(
  readKeys: (keys: string[]) => Promise<StreamEvent[]>,
  { keyAt, fromSeq, toSeq }: { keyAt: (seq: number) => string; fromSeq: number; toSeq: number },
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  // Who names the end knows that there is much.
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

/** The events of the keys up to the first that has none. Throws when the store did not tell all. */
async function readPage(sidecar: Sidecar, store: string, keys: string[]): Promise<StreamEvent[]> {
  const page = await readRows(sidecar, store, keys);
  const firstGap = keys.findIndex((key) => !page.has(key));
  const found = firstGap === -1 ? keys : keys.slice(0, firstGap);
  if (page.size > found.length) {
    throw new SidecarError('get state', 503, `${keys[0]}: the store told a part only`);
  }
  return found.map((key) => page.get(key) as StreamEvent);
}

/**
 * The rows of the keys that have one, by key. Dapr's bulk read of PostgreSQL takes a query that broke
 * off for one that found no more rows (our own daprd's does not), so before nothing at all is believed,
 * the first key is asked for alone.
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
