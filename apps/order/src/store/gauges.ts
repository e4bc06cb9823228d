import type { AppGauge } from 'dapr-actor-runtime/metrics';
import type { OrderDeps } from '../deps.ts';

/** What an operator watches: orders on their way, and sagas that run or wait for a person. */
export const orderGauges: readonly AppGauge<OrderDeps>[] = [
  {
    name: 'orders_unfinished',
    help: 'Orders that are being placed or cancelled.',
    labelNames: ['status'],
    async read({ database }) {
      const { rows } = await database.query<{ placed: number; cancelling: number }>({
        name: 'gauge-unfinished-orders',
        text: `SELECT count(*) FILTER (WHERE status = 'placed')::int AS placed,
                      count(*) FILTER (WHERE status = 'cancelling')::int AS cancelling
               FROM order_summaries WHERE status IN ('placed', 'cancelling')`,
      });
      return [
        { labels: { status: 'placed' }, value: rows[0]?.placed ?? 0 },
        { labels: { status: 'cancelling' }, value: rows[0]?.cancelling ?? 0 },
      ];
    },
  },
  {
    name: 'order_sagas',
    help: 'Sagas that run, and those that are parked for a person.',
    labelNames: ['state'],
    async read({ database }) {
      const { rows } = await database.query<{ running: number; parked: number }>({
        name: 'gauge-sagas',
        text: `SELECT (SELECT count(*)::int FROM order_sagas WHERE state = 'running') AS running,
                      (SELECT count(*)::int FROM order_sagas WHERE state = 'parked') AS parked`,
      });
      return [
        { labels: { state: 'running' }, value: rows[0]?.running ?? 0 },
        { labels: { state: 'parked' }, value: rows[0]?.parked ?? 0 },
      ];
    },
  },
  {
    name: 'order_oldest_saga_age_seconds',
    help: 'Time since the last change of the running saga that has waited longest, s; 0 without one.',
    async read({ database }) {
      const { rows } = await database.query<{ age: number | null }>({
        name: 'gauge-oldest-saga',
        text: `SELECT extract(epoch FROM now() - min(changed_at))::float8 AS age
               FROM order_sagas WHERE state = 'running'`,
      });
      return [{ value: Math.max(rows[0]?.age ?? 0, 0) }];
    },
  },
];
