import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { LedgerEntry } from '../domain/ledger.ts';

/** Faults of the ledger that one check lists at most. */
const MAX_FAULTS = 100;

/** Appends entries. The database refuses to commit a ledger transaction that does not balance. */
export async function appendEntries(trx: Trx, entries: LedgerEntry[]): Promise<void> {
  await trx.query({
    name: 'ledger-append',
    text: `INSERT INTO ledger_entries
             (transaction_id, account, direction, amount_minor, currency, order_id, operation_id)
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[],
                                $6::text[], $7::text[])`,
    values: [
      entries.map((entry) => entry.transactionId),
      entries.map((entry) => entry.account),
      entries.map((entry) => entry.direction),
      entries.map((entry) => entry.amount.amountMinor),
      entries.map((entry) => entry.amount.currency),
      entries.map((entry) => entry.orderId),
      entries.map((entry) => entry.operationId),
    ],
  });
}

/**
 * Orders whose ledger transactions do not balance in a currency, or whose totals in `payments`
 * differ from the sums of their entries.
 */
export async function listLedgerFaults(
  db: Queryable,
): Promise<{ orderId: string; detail: string }[]> {
  const { rows } = await db.query<{ order_id: string; detail: string }>(
    `SELECT order_id, 'The entries of ' || transaction_id || ' do not balance.' AS detail
     FROM ledger_entries GROUP BY order_id, transaction_id, currency
     HAVING sum(CASE direction WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
     UNION ALL
     SELECT coalesce(p.order_id, e.order_id),
       'The ledger and the totals of the payment differ.' AS detail
     FROM (SELECT * FROM payments WHERE captured_minor > 0 OR disputed_minor > 0
             OR order_id IN (SELECT order_id FROM ledger_entries)) p
     FULL JOIN (
       SELECT order_id, currency,
         coalesce(-sum(signed) FILTER (WHERE account = 'customer-payments'), 0) AS captured,
         coalesce(sum(signed) FILTER (WHERE account = 'customer-refunds'), 0) AS refunded,
         coalesce(sum(signed) FILTER (WHERE account IN ('disputed-payments', 'dispute-losses')), 0)
           AS disputed
       FROM (SELECT order_id, currency, account,
               CASE direction WHEN 'debit' THEN amount_minor ELSE -amount_minor END AS signed
             FROM ledger_entries) AS entries
       GROUP BY order_id, currency
     ) e ON e.order_id = p.order_id AND e.currency = p.currency
     WHERE p.captured_minor IS DISTINCT FROM e.captured
        OR p.refunded_minor IS DISTINCT FROM e.refunded
        OR p.disputed_minor IS DISTINCT FROM e.disputed
     LIMIT $1`,
    [MAX_FAULTS],
  );
  return rows.map(({ order_id, detail }) => ({ orderId: order_id, detail }));
}
