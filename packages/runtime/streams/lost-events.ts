import { type Database, type Queryable, transaction, type Trx } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import { inSpan, type Logger } from '../telemetry/index.ts';
import type { EventTable } from './event-table.ts';
import { eventAttributes } from './event-attributes.ts';
import type { EventStreams } from './event-streams.ts';
import { publishAll } from './republish.ts';

/** SQL that creates the table of the audit of streams, for the migrations of apps. */
export const STREAM_AUDIT_TABLE = `
  CREATE TABLE stream_audit (position bigint NOT NULL);
  INSERT INTO stream_audit VALUES (0);
`;

/**
 * An event that its own app has not seen for this long counts as lost, ms: the time in which an outbox
 * that works finds the marker of a commit. With the interval of the sweep it keeps what died with a
 * sidecar below 15 s.
 */
const LOST_AFTER_MS = 10_000;
/** The first event of a stream that no second one takes along is lost after this, ms. */
const ALONE_AFTER_MS = 4_000;
/**
 * A row can become visible after one with a higher position for as long as its transaction may run
 * (the store's limit is 20 s), so a stored position stays this far behind, ms.
 */
export const SETTLED_AFTER_MS = 60_000;
const BATCH_SIZE = 500;
/** Batches of one sweep; the rest is left to the next one. */
const MAX_BATCHES = 20;

/**
 * A committed event. `delivered`: the app's own consumer has applied it, or it is a dead letter, which
 * is redelivered.
 */
export interface AuditedEvent {
  position: number;
  stream: string;
  seq: number;
  delivered: boolean;
  ageMs: number;
}

/** What the audit of a kind of streams works with. */
export interface StreamAudit {
  database: Database;
  sidecar: Pick<Sidecar, 'publishBulk'>;
  streams: EventStreams;
  table: EventTable;
  /** Where the outbox publishes the events. */
  pubsub: string;
  topic: string;
  /** The app's own consumer of all these events, as the inbox names it. */
  consumer: string;
  /** First events are not published by themselves, but travel with the second one. */
  firstWithSecond: boolean;
  log: Logger;
}

/**
 * The third line behind the first turn and the outbox: events that were committed but never came
 * back (a sidecar died with them; the broker or the database was unavailable for too long) are
 * published again under their own ids. Inboxes ignore those that did arrive. The returned sweep looks
 * at every event twice: as soon as it counts as lost, up to a position that only this process
 * remembers, and until it is settled, up to the stored mark, because rows may become visible late.
 */
export function openLostEventsSweep(audit: StreamAudit): () => Promise<void> {
  let seen = 0;
  return async () => {
    let after: number | undefined;
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const page = await transaction(audit.database, (trx) => redeliverPage(trx, audit, after));
      if (page === undefined) return;
      seen = Math.max(seen, page.seen);
      if (page.isLast || page.seen !== page.end) return;
      after = page.settled ? undefined : seen;
    }
  };
}

interface Page {
  /** The position up to which every event has arrived or was published again. */
  seen: number;
  /** The last position of the page. */
  end: number;
  /** Whether the stored mark has moved to the end. */
  settled: boolean;
  isLast: boolean;
}

/**
 * Publishes what is lost of the page after a position, or after the stored mark, which then moves.
 * Undefined while another replica looks.
 */
async function redeliverPage(
  trx: Trx,
  audit: StreamAudit,
  after: number | undefined,
): Promise<Page | undefined> {
  const { table, consumer, firstWithSecond } = audit;
  const mark = await takeAuditMark(trx);
  if (mark === undefined) return undefined;
  const rows = await auditEvents(trx, table, {
    after: after ?? mark,
    olderThanMs: firstWithSecond ? ALONE_AFTER_MS : LOST_AFTER_MS,
    consumer,
    limit: BATCH_SIZE,
  });
  await publishLost(audit, rows.filter(isLost));
  const settledAt = markAfter(rows);
  if (after === undefined && settledAt !== undefined) await moveAuditMark(trx, settledAt);
  const end = rows.at(-1)?.position ?? 0;
  return {
    seen: lastBefore(rows, (row) => !row.delivered && !isLost(row)) ?? 0,
    end,
    settled: after === undefined && settledAt === end,
    isLast: rows.length < BATCH_SIZE,
  };
}

function isLost({ delivered, ageMs, seq }: AuditedEvent): boolean {
  return !delivered && (ageMs > LOST_AFTER_MS || seq === 1);
}

async function publishLost(audit: StreamAudit, missing: AuditedEvent[]): Promise<void> {
  if (missing.length === 0) return;
  const { streams, log } = audit;
  const lost = [...(await streams.find(missing)).values()];
  log.warn({ count: lost.length, first: lost[0]?.id }, 'events were lost and are sent again');
  const links = lost.map(({ traceparent }) => traceparent);
  const options = { newTrace: true, links, attributes: eventAttributes(lost) };
  await inSpan('resend lost events', options, () => publishAll(audit, lost));
}

/** The last of the leading rows that are delivered and too old to be overtaken. */
function markAfter(rows: AuditedEvent[]): number | undefined {
  return lastBefore(rows, (row) => !row.delivered || row.ageMs < SETTLED_AFTER_MS);
}

/** The position of the last row before the first open one. */
function lastBefore(
  rows: AuditedEvent[],
  isOpen: (row: AuditedEvent) => boolean,
): number | undefined {
  const firstOpen = rows.findIndex(isOpen);
  return rows[(firstOpen === -1 ? rows.length : firstOpen) - 1]?.position;
}

/** Locks the audit's mark for this transaction; undefined if another replica has locked it. */
async function takeAuditMark(trx: Trx): Promise<number | undefined> {
  const { rows } = await trx.query<{ position: number }>(
    'SELECT position FROM stream_audit FOR UPDATE SKIP LOCKED',
  );
  return rows[0]?.position;
}

/** Moves the audit's mark: every row up to it has been delivered. */
export async function moveAuditMark(trx: Trx, position: number): Promise<void> {
  await trx.query('UPDATE stream_audit SET position = $1', [position]);
}

/** Whether the audit has passed all events that are at least this many days old. */
export async function isAudited(
  db: Queryable,
  { name, isEvent }: EventTable,
  days: number,
): Promise<boolean> {
  const { rows } = await db.query<{ audited: boolean }>(
    `SELECT coalesce((
       SELECT created_at > now() - make_interval(days => $1) FROM ${name}
       WHERE row_id > (SELECT position FROM stream_audit) AND ${isEvent}
       ORDER BY row_id LIMIT 1), true) AS audited`,
    [days],
  );
  return rows[0]?.audited === true;
}

/** Events after a position that are older than `olderThanMs`, in the order of their commits. */
export async function auditEvents(
  db: Queryable,
  { name, isEvent, streamOfKey, seqOfKey }: EventTable,
  {
    after,
    olderThanMs,
    consumer,
    limit,
  }: { after: number; olderThanMs: number; consumer: string; limit: number },
): Promise<AuditedEvent[]> {
  const { rows } = await db.query<Omit<AuditedEvent, 'ageMs'> & { age_ms: number }>({
    name: `audit-${name}`,
    // OFFSET 0 makes PostgreSQL parse each key once and look up each event by itself: otherwise it may
    // read the whole inbox.
    text: `SELECT position, stream, seq, age_ms,
             EXISTS (SELECT FROM inbox WHERE consumer = $3 AND event_id = id OFFSET 0)
             OR EXISTS (SELECT FROM dead_letter WHERE event_id = id OFFSET 0) AS delivered
           FROM (SELECT row_id AS position, age_ms, stream, seq, stream || ':' || seq AS id
                 FROM (SELECT row_id, key,
                              (extract(epoch FROM now() - created_at) * 1000)::float8 AS age_ms
                       FROM ${name}
                       WHERE row_id > $1 AND created_at < now() - make_interval(secs => $2 / 1000.0)
                         AND ${isEvent}
                       ORDER BY row_id LIMIT $4) AS page,
                   LATERAL (SELECT ${streamOfKey} AS stream,
                                   ${seqOfKey}::int AS seq OFFSET 0) AS named
                ) AS committed
           ORDER BY position`,
    values: [after, olderThanMs, consumer, limit],
  });
  return rows.map(({ age_ms: ageMs, ...row }) => ({ ...row, ageMs }));
}
