import { AsyncLocalStorage } from 'node:async_hooks';
import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  assertStillOwnsWorkflow,
  guardDataSourcePoolPG,
  migrateDataSourcePG,
  registerDataSource,
  replayRecordedStep,
  runTransaction,
} from '@dbos-inc/dbos-sdk/datasource';
import pg from 'pg';

const NAME = 'work';

/**
 * A datasource on node-postgres: a step's statement and its record commit together. It does what the
 * SDK asks of a datasource; those that DBOS publishes were not to be had for this version of the SDK.
 */
export function openDatasource({ url, connections }: { url: string; connections: number }) {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  guardDataSourcePoolPG(pool, NAME);
  const transactions = new AsyncLocalStorage<pg.PoolClient>();

  registerDataSource({
    name: NAME,
    initialize: () =>
      inTransaction(pool, (client) =>
        migrateDataSourcePG(async (sql) => (await client.query(sql)).rows),
      ),
    destroy: () => pool.end(),
    async deleteCheckpoints(workflowId, from, beforeCommit) {
      await inTransaction(pool, async (client) => {
        await client.query({
          name: 'delete-checkpoints',
          text: 'DELETE FROM dbos.transaction_completion WHERE workflow_id = $1 AND function_num >= $2',
          values: [workflowId, from],
        });
        await beforeCommit?.();
      });
    },
    async invokeTransactionFunction(_config, target, func, ...args) {
      const { workflowID, stepID } = DBOS;
      if (workflowID === undefined || stepID === undefined) throw new Error('not in a workflow');
      const earlier = await recorded(pool, workflowID, stepID);
      if (earlier !== undefined) return replayRecordedStep(earlier);
      return inTransaction(pool, async (client) => {
        const result = await transactions.run(client, () => func.apply(target, args));
        await client.query({
          name: 'record-step',
          text: 'INSERT INTO dbos.transaction_completion (workflow_id, function_num, output) VALUES ($1, $2, $3)',
          values: [workflowID, stepID, null],
        });
        await assertStillOwnsWorkflow(workflowID);
        return result;
      });
    },
  });

  return {
    /** Runs a step without a result. */
    run: (name: string, step: () => Promise<void>) => runTransaction(step, name, { dsName: NAME }),
    /** Runs a statement in the transaction of its step. */
    async query(statement: pg.QueryConfig): Promise<void> {
      const client = transactions.getStore();
      if (client === undefined) throw new Error('not in a step');
      await client.query(statement);
    },
  };
}

async function recorded(pool: pg.Pool, workflowId: string, step: number) {
  const { rows } = await pool.query<{ output: string | null; error: string | null }>({
    name: 'recorded',
    text: 'SELECT output, error FROM dbos.transaction_completion WHERE workflow_id = $1 AND function_num = $2',
    values: [workflowId, step],
  });
  return rows[0];
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
