import type { ListPayments, PaymentSummary } from '@commerce/contracts/payment/finance-api';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import { amountOf, COLUMNS, type Row } from './payment-rows.ts';

const HAS_OPERATION = `EXISTS (SELECT FROM payment_operations AS o
  WHERE o.order_id = payments.order_id AND o.status`;

/** What makes a payment the business of a person, as conditions. */
const NEEDS: Record<NonNullable<ListPayments['needs']>, string> = {
  attention: `(${HAS_OPERATION} IN ('open', 'refused')) OR status = 'requires-action')`,
  dispute: `EXISTS (SELECT FROM payment_disputes AS d
    WHERE d.order_id = payments.order_id AND d.state = 'opened')`,
  'refund-failed': `${HAS_OPERATION} = 'failed')`,
};

/** Payments after an order id that match every given filter. */
export async function listPaymentRows(
  db: Queryable,
  {
    status,
    reason,
    needs,
    after,
    limit,
  }: Pick<ListPayments, 'status' | 'reason' | 'needs'> & {
    after: string | undefined;
    limit: number;
  },
): Promise<PaymentSummary[]> {
  const { rows } = await db.query<Row & { updated_at: string }>(
    `SELECT ${COLUMNS}, updated_at FROM payments
     WHERE order_id > $1 AND ($2::text IS NULL OR status = $2)
       AND ($3::text IS NULL OR reason = $3) ${needs === undefined ? '' : `AND ${NEEDS[needs]}`}
     ORDER BY order_id LIMIT $4`,
    [after ?? '', status ?? null, reason ?? null, limit],
  );
  return rows.map(toSummary);
}

function toSummary(row: Row & { updated_at: string }): PaymentSummary {
  const amount = amountOf(row);
  return {
    orderId: row.order_id,
    ...{ status: row.status, attempt: row.attempt },
    ...(amount && {
      amount,
      captured: { ...amount, amountMinor: row.captured_minor },
      refunded: { ...amount, amountMinor: row.refunded_minor },
      disputed: { ...amount, amountMinor: row.disputed_minor },
    }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    updatedAt: row.updated_at,
  };
}
