import { uuidv7 } from '../ids/index.ts';
import { transaction, type Database, type Trx } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import type { NewEvent, StreamEvent } from '../streams/index.ts';
import { startSweep, type Sweep } from '../sweeps/index.ts';
import { currentContext, type Logger } from '../telemetry/index.ts';

/** Rows that one publish takes. */
const BATCH_SIZE = 200;
/** How long a row waits when nobody told the relay of it (its writer died after the commit), ms. */
const POLL_MS = 1_000;

/**
 * Writes events into the outbox in the transaction of the change that they tell of.
 * Needs the table `outbox(position, topic, event)`.
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
      while ((await relayBatch(database, sidecar, pubsub)) === BATCH_SIZE);
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

/** Publishes one batch; answers how many rows it took on. */
async function relayBatch(database: Database, sidecar: Sidecar, pubsub: string): Promise<number> {
  return transaction(database, async (trx) => {
    const { rows } = await trx.query<{ position: number; topic: string; event: StreamEvent }>({
      name: 'outbox-next',
      text: `SELECT position, topic, event FROM outbox
             ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED`,
      values: [BATCH_SIZE],
    });
    if (rows.length === 0) return 0;
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
    return rows.length;
  });
}
