import { uuidv7 } from '../ids/index.ts';
import { afterCommit, transaction, type Database, type Trx } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import { publicationOf } from '../sidecar/publication.ts';
import { eventAttributes } from '../streams/event-attributes.ts';
import type { NewEvent, StreamEvent } from '../streams/event-streams.ts';
import { keepSent } from './sent-events.ts';
import { startSweep, type Sweep } from '../sweeps/index.ts';
import { currentContext, inSpan, type Logger, sampledTraceparent } from '../telemetry/index.ts';

/** SQL that creates the table of an outbox, for migrations. */
export const OUTBOX_TABLE = `
  CREATE TABLE outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    event jsonb NOT NULL,
    parked_at timestamptz
  );
`;

/** Most rows in a batch. */
const BATCH_SIZE = 200;
/**
 * Largest batch, bytes of its events' JSON: the sidecar accepts bodies of 4 MiB, including the ids
 * of 200 events. A single larger event can never be published.
 */
const MAX_BATCH_BYTES = 3_500_000;
/** Poll interval for rows whose writer crashed after the commit, ms. */
const POLL_MS = 1_000;

/** An event to publish: its type, its data and its position in its stream. */
export type OutboxEvent = NewEvent & {
  stream: string;
  seq: number;
  /** Default is `<stream>:<seq>`; needed if another stream has events with the same ids. */
  id?: string;
};

/** The outbox of an app with SQL aggregates. */
export interface Outbox extends Sweep {
  /**
   * Writes events to the outbox in the transaction of their change. The relay publishes them right
   * after the commit.
   */
  enqueue: (trx: Trx, topic: string, events: readonly OutboxEvent[]) => Promise<void>;
  /** Publishes committed events at once, without waiting for the poll. */
  wake: () => void;
}

/**
 * Opens the outbox and starts its relay, which publishes rows in bulk, at least once, and deletes
 * those that the broker accepted. Rows are locked while they are published, so replicas share the
 * work; the order between replicas is not kept. An event over 3.5 MB is parked with an error in the
 * log, so that it does not block others.
 */
export function openOutbox(options: {
  database: Database;
  sidecar: Pick<Sidecar, 'publishBulk'>;
  pubsub: string;
  /** Keeps published events for `republishSentEvents`; needs SENT_EVENTS_TABLE. */
  keep?: boolean;
  log: Logger;
}): Outbox {
  const { log } = options;
  let running: Promise<void> | undefined;
  let wokenAgain = false;

  async function drain(): Promise<void> {
    do {
      wokenAgain = false;
      while (await relayBatch(options));
    } while (wokenAgain);
  }

  function run(): Promise<void> {
    wokenAgain = true;
    running ??= drain().finally(() => (running = undefined));
    return running;
  }

  // Callers do not wait for the broker; the next round publishes what fails here.
  function wake(): void {
    run().catch((err: unknown) => log.warn({ err }, 'outbox relay failed'));
  }

  const sweep = startSweep({ name: 'outbox-relay', intervalMs: POLL_MS, round: run, log });
  return {
    async enqueue(trx, topic, events) {
      await enqueue(trx, topic, events);
      afterCommit(trx, wake);
    },
    wake,
    async stop() {
      await sweep.stop();
      await running?.catch(() => {});
    },
  };
}

/** Writes rows without waking a relay: any relay finds them by its poll. Needs OUTBOX_TABLE. */
export async function enqueue(
  trx: Trx,
  topic: string,
  events: readonly OutboxEvent[],
): Promise<void> {
  const traceparent = sampledTraceparent();
  const stored: StreamEvent[] = events.map(({ type, data, stream, seq, id }) => ({
    id: id ?? `${stream}:${seq}`,
    type,
    stream,
    seq,
    at: new Date().toISOString(),
    correlationId: currentContext()?.correlationId ?? uuidv7(),
    ...(traceparent !== undefined && { traceparent }),
    data,
  }));
  await trx.query({
    name: 'outbox-enqueue',
    text: 'INSERT INTO outbox (topic, event) SELECT $1, unnest($2::jsonb[])',
    values: [topic, stored.map((event) => JSON.stringify(event))],
  });
}

interface OutboxRow {
  position: number;
  topic: string;
  event: StreamEvent;
  bytes: number;
  /** Rows available for the batch, whatever their size. */
  candidates: number;
}

/** The next rows that fit into one batch, locked; at least one, even if it is too large. */
async function nextRows(trx: Trx): Promise<OutboxRow[]> {
  const { rows } = await trx.query<OutboxRow>({
    name: 'outbox-next',
    text: `SELECT position, topic, event, bytes, candidates FROM (
             SELECT *, sum(bytes) OVER (ORDER BY position) AS total, count(*) OVER () AS candidates
             FROM (SELECT position, topic, event, octet_length(event::text) AS bytes FROM outbox
                   WHERE parked_at IS NULL
                   ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED) AS next
           ) AS summed WHERE total <= $2 OR total = bytes ORDER BY position`,
    values: [BATCH_SIZE, MAX_BATCH_BYTES],
  });
  return rows;
}

/** Publishes one batch; returns whether more rows are waiting. */
async function relayBatch({
  database,
  sidecar,
  pubsub,
  keep = false,
  log,
}: {
  database: Database;
  sidecar: Pick<Sidecar, 'publishBulk'>;
  pubsub: string;
  keep?: boolean;
  log: Logger;
}): Promise<boolean> {
  return transaction(database, async (trx) => {
    const rows = await nextRows(trx);
    const [first] = rows;
    if (first === undefined) return false;
    if (first.bytes > MAX_BATCH_BYTES) {
      const { position, bytes, event } = first;
      log.error({ position, bytes, eventId: event.id }, 'event is too large to publish: parked');
      await trx.query('UPDATE outbox SET parked_at = now() WHERE position = $1', [position]);
      return true;
    }
    const failed = new Set<string>();
    for (const [topic, batch] of Map.groupBy(rows, (row) => row.topic)) {
      const events = batch.map(({ event }) => publicationOf(event));
      const publish = () => sidecar.publishBulk(pubsub, topic, events);
      for (const id of await inRelaySpan(topic, batch, publish)) failed.add(id);
    }
    const sent = rows.filter(({ event }) => !failed.has(event.id)).map(({ position }) => position);
    if (keep) await keepSent(trx, sent);
    else await trx.query('DELETE FROM outbox WHERE position = ANY($1)', [sent]);
    if (failed.size > 0 && sent.length === 0) {
      throw new Error(`the broker accepted none of ${rows.length} events`);
    }
    return first.candidates === BATCH_SIZE || rows.length < first.candidates;
  });
}

/** A relay runs later than what it publishes, and for many at once: a trace of its own, linked to theirs. */
function inRelaySpan<T>(topic: string, batch: OutboxRow[], publish: () => Promise<T>): Promise<T> {
  const events = batch.map(({ event }) => event);
  const causes = events.map(({ traceparent }) => traceparent);
  const attributes = () => ({ 'messaging.destination.name': topic, ...eventAttributes(events) });
  const isTraced = causes.some((cause) => cause !== undefined);
  return inSpan(
    `relay ${topic}`,
    { attributes, ...(isTraced && { newTrace: true, links: causes }) },
    publish,
  );
}

export {
  pruneSentEvents,
  republishSentEvents,
  SENT_EVENTS_TABLE,
  type SentEvents,
} from './sent-events.ts';
