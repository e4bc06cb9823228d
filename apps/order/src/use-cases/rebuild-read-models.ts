import { problem } from '@commerce/platform/problem';
import type { Trx } from 'dapr-actor-runtime/postgres';
import type { OrderDeps } from '../deps.ts';
import { readModels } from '../store/read-models.ts';
import {
  beginComparison,
  commitComparison,
  correctRows,
  countShadowRows,
  createShadowTable,
  findDifferences,
  lockReadModels,
  releaseRebuildLock,
  type RowDifference,
  SHADOW,
  takeRebuildLock,
  updateStatistics,
} from '../store/shadow-tables.ts';
import { readCommittedEvents, settledPosition } from '../store/stream-rows.ts';
import { updateReadModels } from './update-read-models.ts';

/** Events that are read and applied at once. */
const PAGE_SIZE = 1_000;
/** Differences that a report lists; the others are counted. */
const MAX_LISTED = 100;

export interface RebuildReport {
  check: boolean;
  /** Events read, some of them twice. */
  events: number;
  /** Rows of each table as derived from the streams. */
  rows: Record<string, number>;
  /** The rows that differed; without `check` they are corrected. */
  differences: RowDifference[];
  /** Differences beyond the limit of the list. */
  unlisted: number;
  /** Rows that only wait for an event that is still on its way. */
  late: number;
  /** Duration of the rebuild, and how long no event was applied meanwhile, ms. */
  tookMs: number;
  lockedMs: number;
}

/**
 * Rebuilds the read models from the streams: in shadow tables, while the live ones are in use, then
 * corrects every row that differs, in one transaction under a lock that blocks only the writers of
 * these tables. No event is lost: one that is applied later meets rows of the same or a newer
 * version. With `check` nothing changes. Rejects with rebuild-running.
 */
export async function rebuildReadModels(
  { database }: Pick<OrderDeps, 'database'>,
  { check }: { check: boolean },
): Promise<RebuildReport> {
  const connection = await database.connect();
  try {
    const report = await rebuildOn(connection, check);
    // As soon as the caller has the report, the next rebuild may start.
    await releaseRebuildLock(connection);
    return report;
  } finally {
    // Closes the connection: the shadow tables, the settings and, after a failure, the lock go with it.
    connection.release(true);
  }
}

async function rebuildOn(trx: Trx, check: boolean): Promise<RebuildReport> {
  const started = performance.now();
  if (!(await takeRebuildLock(trx))) throw problem('rebuild-running', 'Wait until it has ended.');
  for (const { table } of readModels) await createShadowTable(trx, table);
  // Rows become visible out of order for a while: the younger ones are read again under the lock.
  const settled = await settledPosition(trx);
  let events = await applyEvents(trx, { after: 0, upTo: settled });
  for (const { table } of readModels) await updateStatistics(trx, table);

  await beginComparison(trx, { check });
  if (!check) await lockReadModels(trx, readModels);
  const locked = performance.now();
  events += await applyEvents(trx, { after: settled });
  const differences: RowDifference[] = [];
  let late = 0;
  for (const model of readModels) {
    const found = await findDifferences(trx, model, { settled });
    differences.push(...found.differences);
    late += found.late;
    if (!check) await correctRows(trx, model);
  }
  const rows: Record<string, number> = {};
  for (const { table } of readModels) rows[table] = await countShadowRows(trx, table);
  await commitComparison(trx);
  const ended = performance.now();
  return {
    check,
    events,
    rows,
    differences: differences.slice(0, MAX_LISTED),
    unlisted: Math.max(0, differences.length - MAX_LISTED),
    late,
    tookMs: Math.round(ended - started),
    lockedMs: check ? 0 : Math.round(ended - locked),
  };
}

async function applyEvents(
  trx: Trx,
  { after, upTo }: { after: number; upTo?: number },
): Promise<number> {
  let position = after;
  for (let events = 0; ;) {
    const page = await readCommittedEvents(trx, { after: position, upTo, limit: PAGE_SIZE });
    const last = page.at(-1);
    if (last === undefined) return events;
    await updateReadModels(
      trx,
      page.map(({ event }) => event),
      SHADOW,
    );
    position = last.position;
    events += page.length;
  }
}
