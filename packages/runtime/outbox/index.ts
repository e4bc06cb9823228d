import { uuidv7 } from '../ids/index.ts';
import { transaction, type Database, type Trx } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import type { NewEvent, StreamEvent } from '../streams/index.ts';
import { startSweep, type Sweep } from '../sweeps/index.ts';
import { currentContext, type Logger } from '../telemetry/index.ts';

/** Rows that one batch takes at most. */
const BATCH_SIZE = 200;
/**
 * Largest batch, bytes of its events' JSON: the sidecar takes bodies of 4 MiB, which the ids of 200
 * events need a part of. An event that is larger by itself can never be published.
 */
const MAX_BATCH_BYTES = 3_500_000;
/** How long a row waits when nobody told the relay of it (its writer died after the commit), ms. */
const POLL_MS = 1_000;

/**
 * Writes events into the outbox in the transaction of the change that they tell of.
 * Needs the table `outbox(position, topic, event, parked_at)`.
 */
export async function enqueue(
  trx: Trx,
  topic: string,
  events: (NewEvent & { stream: string; seq: number })[],
): Promise<void> {
  const stored: StreamEvent[] = events.map(({ type, data, stream, seq }) => ({
    id: `${stream}:${seq}`,
    type,
    stream,
    seq,
    at: new Date().toISOString(),
    correlationId: currentContext()?.correlationId ?? uuidv7(),
    data,
  }));
  await trx.query({
    name: 'outbox-enqueue',
    text: 'INSERT INTO outbox (topic, event) SELECT $1, unnest($2::jsonb[])',
    values: [topic, stored.map((event) => JSON.stringify(event))],
  });
}

export interface Relay extends Sweep {
  /** Call after a commit that wrote rows: they are published at once, not at the next poll. */
  wake: () => void;
}

/**
 * Publishes outbox rows in bulk and deletes those that the broker took, at least once each. Rows
 * are locked while they are published, so replicas share the work; order is not kept between them.
 * An event over 3.5 MB is parked with an error in the log, so that it holds up no other.
 */
export function startRelay({
  database,
  sidecar,
  pubsub,
  log,
}: {
  database: Database;
  sidecar: Sidecar;
  pubsub: string;
  log: Logger;
}): Relay {
  let running: Promise<void> | undefined;
  let wokenAgain = false;

  async function drain(): Promise<void> {
    do {
      wokenAgain = false;
      while (await relayBatch({ database, sidecar, pubsub, log }));
    } while (wokenAgain);
  }

  function run(): Promise<void> {
    wokenAgain = true;
    running ??= drain().finally(() => (running = undefined));
    return running;
  }

  const sweep = startSweep({ name: 'outbox-relay', intervalMs: POLL_MS, round: run, log });
  return {
    wake() {
      run().catch((err: unknown) => log.warn({ err }, 'outbox relay failed'));
    },
    async stop() {
      await sweep.stop();
      await running?.catch(() => {});
    },
  };
}

interface OutboxRow {
  position: number;
  topic: string;
  event: StreamEvent;
  bytes: number;
  /** Rows that could have been taken, were they all small. */
  candidates: number;
}

/** The next rows that fit into one batch, locked; at least one, however large it is. */
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

/** Publishes one batch; answers whether more rows wait. */
async function relayBatch({
  database,
  sidecar,
  pubsub,
  log,
}: {
  database: Database;
  sidecar: Sidecar;
  pubsub: string;
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
      const events = batch.map(({ event }) => ({ id: event.id, type: event.type, data: event }));
      for (const id of await sidecar.publishBulk(pubsub, topic, events)) failed.add(id);
    }
    const sent = rows.filter(({ event }) => !failed.has(event.id)).map(({ position }) => position);
    await trx.query('DELETE FROM outbox WHERE position = ANY($1)', [sent]);
    if (failed.size > 0 && sent.length === 0) {
      throw new Error(`the broker took none of ${rows.length} events`);
    }
    return first.candidates === BATCH_SIZE || rows.length < first.candidates;
  });
}
