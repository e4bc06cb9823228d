import { transaction, type Database, type Trx } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { EventStreams } from '@commerce/runtime/streams';
import type { Logger } from '@commerce/runtime/telemetry';
import {
  moveAuditMark,
  readStreamRows,
  SETTLED_AFTER_MS,
  takeAuditMark,
  type StreamRow,
} from '../store/stream-rows.ts';

/** An event that its own app has not seen for this long is taken for lost, ms. */
const LOST_AFTER_MS = 15_000;
const BATCH_SIZE = 500;
/** Batches of one sweep; what is left is looked at in the next one. */
const MAX_BATCHES = 20;

interface Redelivery {
  database: Database;
  sidecar: Sidecar;
  streams: EventStreams;
  pubsub: string;
  topic: string;
  consumer: string;
  log: Logger;
}

/**
 * The third line behind the inline process and the outbox: events that were committed but never
 * came back (the broker or the database was away for too long) are published again under their own
 * ids. Inboxes drop what did arrive. Where many events a second are committed, a batch ends among
 * those that are not settled yet, and a loss is found up to SETTLED_AFTER_MS after the commit.
 */
export async function redeliverLostEvents(redelivery: Redelivery): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const isLast = await transaction(redelivery.database, (trx) => redeliverBatch(trx, redelivery));
    if (isLast) return;
  }
}

/** Answers whether there is nothing more to look at now. */
async function redeliverBatch(
  trx: Trx,
  { sidecar, streams, pubsub, topic, consumer, log }: Redelivery,
): Promise<boolean> {
  const after = await takeAuditMark(trx);
  if (after === undefined) return true;
  const rows = await readStreamRows(trx, {
    after,
    olderThanMs: LOST_AFTER_MS,
    consumer,
    limit: BATCH_SIZE,
  });
  const missing = rows.filter(({ delivered }) => !delivered);
  if (missing.length > 0) {
    const lost = [...(await streams.find(missing)).values()];
    log.warn({ count: lost.length, first: lost[0]?.id }, 'events were lost and are sent again');
    await sidecar.publishBulk(
      pubsub,
      topic,
      lost.map((event) => ({ id: event.id, type: event.type, data: event })),
    );
  }
  const mark = markAfter(rows);
  if (mark !== undefined) await moveAuditMark(trx, mark);
  return rows.length < BATCH_SIZE || mark !== rows.at(-1)?.position;
}

/** The last of the leading rows that are delivered and too old to be overtaken. */
function markAfter(rows: StreamRow[]): number | undefined {
  const firstOpen = rows.findIndex((row) => !row.delivered || row.ageMs < SETTLED_AFTER_MS);
  const settled = firstOpen === -1 ? rows.length : firstOpen;
  return rows[settled - 1]?.position;
}
