import { isAudited, moveAuditMark, readStreamRows } from '@commerce/order/store/stream-rows';
import { connectStack } from '@commerce/testing';
import test from 'ava';
import type { PoolClient } from 'pg';

// The event rows of Dapr's own table: each test writes some into it and takes them back.
const stack = connectStack();
test.after.always(() => stack.close());

async function rolledBack(work: (trx: PoolClient) => Promise<void>): Promise<void> {
  const trx = await stack.database('order').connect();
  try {
    await trx.query('BEGIN');
    await work(trx);
  } finally {
    await trx.query('ROLLBACK');
    trx.release();
  }
}

async function writeRow(trx: PoolClient, stream: string, daysAgo: number): Promise<number> {
  const { rows } = await trx.query(
    `INSERT INTO stream_state (key, value, created_at)
     VALUES ($1, '{}', now() - make_interval(days => $2)) RETURNING row_id::float8 AS position`,
    [`order||order-${stream}-1`, daysAgo],
  );
  return rows[0].position;
}

test('inboxes keep all while the audit has an older event before it', async (t) => {
  await rolledBack(async (trx) => {
    t.true(await isAudited(trx, 30));
    await writeRow(trx, 'ord_young', 29);
    t.true(await isAudited(trx, 30));
  });
  await rolledBack(async (trx) => {
    const position = await writeRow(trx, 'ord_old', 31);
    await moveAuditMark(trx, position - 1);
    t.false(await isAudited(trx, 30));
    await moveAuditMark(trx, position);
    t.true(await isAudited(trx, 30));
  });
});

test('an event that is a dead letter is not lost, so it holds up no audit', async (t) => {
  await rolledBack(async (trx) => {
    const position = await writeRow(trx, 'ord_dead', 1);
    const look = { after: position - 1, olderThanMs: 0, consumer: 'order-summary', limit: 1 };
    t.like((await readStreamRows(trx, look))[0], { stream: 'ord_dead', delivered: false });
    await trx.query(`INSERT INTO dead_letter (event_id, letter) VALUES ('ord_dead:1', '{}')`);
    t.like((await readStreamRows(trx, look))[0], { stream: 'ord_dead', delivered: true });
  });
});
