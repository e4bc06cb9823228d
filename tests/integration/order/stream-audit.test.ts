import { orderEvents } from '@commerce/order/store/stream-rows';
import { auditEvents, isAudited, moveAuditMark } from 'dapr-actor-runtime/streams';
import { connectStack } from '@commerce/testing';
import test from 'ava';
import type { PoolClient } from 'pg';

// The event rows of Dapr's own table: each test inserts some and rolls back.
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

test('inboxes are not pruned while the audit has not passed an event of that age', async (t) => {
  await rolledBack(async (trx) => {
    t.true(await isAudited(trx, orderEvents, 30));
    await writeRow(trx, 'ord_young', 29);
    t.true(await isAudited(trx, orderEvents, 30));
  });
  await rolledBack(async (trx) => {
    const position = await writeRow(trx, 'ord_old', 31);
    await moveAuditMark(trx, position - 1);
    t.false(await isAudited(trx, orderEvents, 30));
    await moveAuditMark(trx, position);
    t.true(await isAudited(trx, orderEvents, 30));
  });
});

test('a dead letter is not a lost event, so the audit passes it', async (t) => {
  await rolledBack(async (trx) => {
    const position = await writeRow(trx, 'ord_dead', 1);
    const look = { after: position - 1, olderThanMs: 0, consumer: 'order-summary', limit: 1 };
    t.like((await auditEvents(trx, orderEvents, look))[0], {
      stream: 'ord_dead',
      delivered: false,
    });
    await trx.query(`INSERT INTO dead_letter (event_id, letter) VALUES ('ord_dead:1', '{}')`);
    t.like((await auditEvents(trx, orderEvents, look))[0], { stream: 'ord_dead', delivered: true });
  });
});
