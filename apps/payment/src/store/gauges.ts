import type { AppGauge } from 'dapr-actor-runtime/metrics';
import type { PaymentDeps } from '../deps.ts';

/** What an operator watches: operations that the provider has not done, and faults of the books. */
export const paymentGauges: readonly AppGauge<PaymentDeps>[] = [
  {
    name: 'payment_operations_open',
    help: 'Captures and refunds that the provider has not confirmed, by kind.',
    labelNames: ['kind'],
    async read({ database }) {
      const { rows } = await database.query<{ kind: string; count: number }>({
        name: 'gauge-open-operations',
        text: `SELECT kind, count(*)::int AS count FROM payment_operations
               WHERE status = 'open' GROUP BY kind`,
      });
      return rows.map(({ kind, count }) => ({ labels: { kind }, value: count }));
    },
  },
  {
    name: 'payment_findings_open',
    help: 'Differences between our books and those of the provider that nobody has decided on, by reason.',
    labelNames: ['reason'],
    async read({ database }) {
      const { rows } = await database.query<{ reason: string; count: number }>({
        name: 'gauge-open-findings',
        text: `SELECT reason, count(*)::int AS count FROM reconciliation_findings
               WHERE state = 'open' GROUP BY reason`,
      });
      return rows.map(({ reason, count }) => ({ labels: { reason }, value: count }));
    },
  },
];
