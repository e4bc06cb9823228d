import { ORDERS_TOPIC } from '@commerce/contracts/order/order-events';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { OrderDeps } from '../deps.ts';
import { SUMMARY_CONSUMER } from '../store/read-models.ts';
import {
  moveAuditMark,
  readStreamRows,
  SETTLED_AFTER_MS,
  takeAuditMark,
  type StreamRow,
} from '../store/stream-rows.ts';

/** An event that its own app has not seen for this long counts as lost, ms. */
const LOST_AFTER_MS = 15_000;
const BATCH_SIZE = 500;
/** Batches of one sweep; the rest is left to the next one. */
const MAX_BATCHES = 20;
const PUBSUB = 'pubsub';

type Deps = Pick<OrderDeps, 'database' | 'sidecar' | 'streams' | 'log'>;

/**
 * The third line behind the first turn and the outbox: events that were committed but never came
 * back (the broker or the database was unavailable for too long) are published again under their own
 * ids. Inboxes ignore those that did arrive. When many events are committed each second, a batch ends
 * within those that are not settled yet, and a loss is found up to SETTLED_AFTER_MS after the commit.
 */
export async function redeliverLostEvents(deps: Deps): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const isLast = await transaction(deps.database, (trx) => redeliverBatch(trx, deps));
    if (isLast) return;
  }
}

/** Returns whether nothing is left to check now. */
async function redeliverBatch(trx: Trx, { sidecar, streams, log }: Deps): Promise<boolean> {
  const after = await takeAuditMark(trx);
  if (after === undefined) return true;
  const rows = await readStreamRows(trx, {
    after,
    olderThanMs: LOST_AFTER_MS,
    consumer: SUMMARY_CONSUMER,
    limit: BATCH_SIZE,
  });
  const missing = rows.filter(({ delivered }) => !delivered);
  if (missing.length > 0) {
    const lost = [...(await streams.find(missing)).values()];
    log.warn({ count: lost.length, first: lost[0]?.id }, 'events were lost and are sent again');
    await sidecar.publishBulk(
      PUBSUB,
      ORDERS_TOPIC,
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
