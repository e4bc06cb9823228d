import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Queryable } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import {
  currentContext,
  idAttributes,
  inSpan,
  type Logger,
  sampledTraceparent,
} from '../telemetry/index.ts';
import { eventAttributes } from './event-attributes.ts';
import type { EventTable } from './event-table.ts';
import { withFreePositions } from './free-positions.ts';
import { type Commit, type CommitResult, groupCommit } from './group-commit.ts';
import { readRows } from './read-rows.ts';
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
/** Pause before a commit asks again whether another process still writes to its stream, ms. */
const BUSY_PAUSE_MS = 5;
/** Longest wait for other processes that write to a stream, ms: longer than a transaction may take. */
const MAX_BUSY_MS = 20_000;
const LOST_INSERT =
  'an insert was lost: a sidecar looks for its message until the sweep ' +
  'drop-rolled-back-messages has restarted it';

/** Other processes write to a stream without a pause, so this one found no turn. */
class StreamBusyError extends Error {
  override name = 'StreamBusyError';
  readonly unavailable = true;

  constructor(stream: string) {
    super(`${stream}: other processes have been writing to it for ${MAX_BUSY_MS} ms`);
  }
}

/** A fact as a decider makes it: its versioned type and its data. */
export interface NewEvent {
  type: string;
  data: object;
  /** When it was decided, ISO 8601 in UTC; absent: now. */
  at?: string;
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
  /** The trace context (W3C) in which it was committed, if its trace is sampled. */
  traceparent?: string;
}

/** First events of streams that this process has committed, and whose second event has not followed. */
export interface FirstEvents {
  /**
   * Whether a first event may be stored without being published. Not while the broker is away: then
   * nothing can follow it, and a published one fails before anything is stored.
   */
  canHold: () => boolean;
  /** Publishes the event, unless the stream goes on soon. */
  hold: (event: StreamEvent) => void;
  /** The stream goes on: its consumer gets the first event with the second. */
  release: (stream: string) => void;
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
  /** The time that a store counts by, ms since 1970; absent: the system's. */
  now?: () => number;
}

/**
 * Opens the streams of one kind in a Dapr state store (PostgreSQL, v2) that is in the app's own
 * database. Each event is a row that only an insert can make (first-write, no ETag), so two writers
 * can never both take a position; a writer that would lose finds out before anything is published.
 * Events are read from the table itself: the store's bulk read mistakes a query that broke off for
 * one that found no more rows. With `stateVersion`, the version of the state that the events are
 * folded into, long streams have snapshots.
 */
export function openEventStreams({
  sidecar,
  database,
  store,
  table,
  stateVersion,
  firstEvents,
  log,
}: {
  sidecar: Pick<Sidecar, 'transact' | 'insert' | 'save'>;
  database: Database;
  /** The component, and the rows of these streams in its table. */
  store: string;
  table: EventTable;
  stateVersion?: number | undefined;
  /** Holds the first events of streams; absent: they are published like all others. */
  firstEvents?: FirstEvents | undefined;
  log: Logger;
}): EventStreams {
  const { name } = table;
  const commit = openCommits({ sidecar, database, store, table });
  const append = appendTo({ commit, table, firstEvents, log });

  return {
    ...(stateVersion === undefined
      ? {}
      : { snapshots: openSnapshots({ sidecar, database, store, table, stateVersion, log }) }),

    read: (stream, fromSeq = 1, toSeq = MAX_EVENTS) =>
      readRange((keys) => readPage(database, name, keys), {
        keyAt: (seq) => table.keyOf(stream, seq),
        fromSeq,
        toSeq,
      }),

    async find(positions) {
      if (positions.length === 0) return new Map();
      const keys = positions.map(({ stream, seq }) => table.keyOf(stream, seq));
      const events = [...(await readRows(database, name, keys)).values()] as StreamEvent[];
      return new Map(events.map((event) => [event.id, event]));
    },

    async append(stream, seq, ...events) {
      const attributes = () => ({ ...eventAttributes(events), ...idAttributes(stream) });
      return inSpan('append', { attributes }, () => append(stream, seq, events));
    },
  };
}

type Append = (stream: string, seq: number, events: readonly NewEvent[]) => Promise<boolean>;

function appendTo({
  commit,
  table,
  firstEvents,
  log,
}: {
  commit: ReturnType<typeof openCommits>;
  table: EventTable;
  firstEvents: FirstEvents | undefined;
  log: Logger;
}): Append {
  return async (stream, seq, events) => {
    if (events.length === 0 || events.length > MAX_COMMIT) {
      throw new RangeError(
        `${stream}: a commit has 1 to ${MAX_COMMIT} events, not ${events.length}`,
      );
    }
    const rows = eventsAt(stream, seq, events);
    const [first] = rows as [StreamEvent];
    const keys = rows.map((event) => table.keyOf(stream, event.seq));
    const isPublished = seq > 1 || events.length > 1 || firstEvents?.canHold() !== true;
    const inserts = rows.map((event) => insertOf(table.kind, event, isPublished));
    const result = await commit({ stream, keys, inserts, isPublished });
    if (result === 'committed') {
      if (isPublished) firstEvents?.release(stream);
      else firstEvents?.hold(first);
    }
    if (result === 'lost' && isPublished) log.error({ eventId: first.id }, LOST_INSERT);
    if (result === 'taken') log.info({ eventId: first.id }, 'position was taken by another writer');
    return result === 'committed';
  };
}

/**
 * Writes commits, those that wait for each other in one transaction, when no other process writes to
 * their streams. The wait for another process is some ms long.
 */
function openCommits({
  sidecar,
  database,
  store,
  table,
}: {
  sidecar: Pick<Sidecar, 'transact' | 'insert'>;
  database: Database;
  store: string;
  table: EventTable;
}): (commit: Commit) => Promise<Exclude<CommitResult, 'busy'>> {
  async function write(commits: Commit[]): Promise<void> {
    const insertsOf = (isPublished: boolean) =>
      commits.filter((one) => one.isPublished === isPublished).flatMap(({ inserts }) => inserts);
    const published = insertsOf(true);
    const others = insertsOf(false);
    // Both have ended before the positions are given up.
    const results = await Promise.allSettled([
      published.length > 0 && sidecar.transact(store, published),
      others.length > 0 && sidecar.insert(store, others),
    ]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
  const commit = groupCommit((commits) =>
    withFreePositions(database, table, commits, async (standings) => {
      const free = commits.filter((_, n) => standings[n] === 'free');
      await write(free);
      return standings.map((standing) => (standing === 'free' ? 'committed' : standing));
    }),
  );
  return async (one) => {
    for (const deadline = Date.now() + MAX_BUSY_MS; ;) {
      const result = await commit(one);
      if (result !== 'busy') return result;
      if (Date.now() > deadline) throw new StreamBusyError(one.stream);
      await pause(BUSY_PAUSE_MS);
    }
  };
}

/** The events as they are stored at the positions from `seq` on, with one time and one cause. */
function eventsAt(stream: string, seq: number, events: readonly NewEvent[]): StreamEvent[] {
  const now = new Date().toISOString();
  const correlationId = currentContext()?.correlationId ?? `${stream}:${seq}`;
  const traceparent = sampledTraceparent();
  return events.map(({ type, data, at = now }, n) => {
    const id = `${stream}:${seq + n}`;
    const event = { id, type, stream, seq: seq + n, at, correlationId, data };
    return traceparent === undefined ? event : { ...event, traceparent };
  });
}

/**
 * What writes an event as JSON, which only an insert fulfils: an operation of a state transaction, whose
 * rows are published, or a row.
 */
function insertOf(kind: string, event: StreamEvent, isPublished: boolean): string {
  const row = JSON.stringify({
    key: `${kind}-${event.stream}-${event.seq}`,
    value: event,
    options: { concurrency: 'first-write' },
    // These become attributes of the published CloudEvent. Without its own trace context, an event would
    // continue the trace of the commit that took it along.
    metadata: {
      contentType: 'application/json',
      type: event.type,
      subject: event.stream,
      ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
    },
  });
  return isPublished ? `{"operation":"upsert","request":${row}}` : row;
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

/** The events of the keys up to the first key without one. */
async function readPage(
  database: Queryable,
  table: string,
  keys: string[],
): Promise<StreamEvent[]> {
  const page = await readRows(database, table, keys);
  const firstGap = keys.findIndex((key) => !page.has(key));
  const found = firstGap === -1 ? keys : keys.slice(0, firstGap);
  if (page.size > found.length) throw new Error(`${keys[found.length]}: the stream has a gap`);
  return found.map((key) => page.get(key) as StreamEvent);
}

function larger(page: number): number {
  return Math.min(page * PAGE_GROWTH, MAX_PAGE);
}
