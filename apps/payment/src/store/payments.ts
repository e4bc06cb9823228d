import type { PaymentState } from '@commerce/contracts/payment/payment-api';
import type { Queryable, Trx } from '@commerce/runtime/postgres';
import type { Payment, StoredPayment } from '../domain/payment.ts';

interface Row {
  order_id: string;
  status: StoredPayment['status'];
  amount_minor: number | null;
  currency: string | null;
  authorization_id: string | null;
  reason: string | null;
  voided_at_provider: string | null;
}

const COLUMNS = `order_id, status, amount_minor, currency, authorization_id, reason,
  voided_at_provider`;

async function findRow(db: Queryable, orderId: string): Promise<Row | undefined> {
  const { rows } = await db.query<Row>({
    name: 'payment-find',
    text: `SELECT ${COLUMNS} FROM payments WHERE order_id = $1`,
    values: [orderId],
  });
  return rows[0];
}

export async function findPayment(db: Queryable, orderId: string): Promise<Payment> {
  const row = await findRow(db, orderId);
  return row === undefined ? { status: 'absent' } : toPayment(row);
}

/** The payment with all that is recorded of it, for readers. */
export async function findPaymentState(
  db: Queryable,
  orderId: string,
): Promise<PaymentState | undefined> {
  const row = await findRow(db, orderId);
  if (row === undefined) return undefined;
  const amount = amountOf(row);
  return {
    orderId: row.order_id,
    status: row.status,
    ...(amount === undefined ? {} : { amount }),
    ...(row.authorization_id === null ? {} : { authorizationId: row.authorization_id }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.voided_at_provider === null ? {} : { voidedAtProvider: row.voided_at_provider }),
  };
}

/**
 * Records what the provider decided, unless something is recorded already; answers what is stored
 * then. An authorization that meets a void is noted in it and opens it again, so that the sweep
 * gives the money back even when this process ends now.
 */
export async function recordPayment(
  db: Queryable,
  orderId: string,
  payment: StoredPayment,
): Promise<StoredPayment> {
  const { rows } = await db.query<Row>({
    name: 'payment-record',
    text: `INSERT INTO payments AS p
             (order_id, status, amount_minor, currency, authorization_id, reason,
              voided_at_provider)
           VALUES ($1, $2::text, $3, $4, $5, $6, CASE WHEN $2::text = 'voided' THEN now() END)
           ON CONFLICT (order_id) DO UPDATE SET
             amount_minor = coalesce(p.amount_minor, excluded.amount_minor),
             currency = coalesce(p.currency, excluded.currency),
             authorization_id = coalesce(p.authorization_id, excluded.authorization_id),
             voided_at_provider = CASE
               WHEN p.status = 'voided' AND excluded.status = 'authorized' THEN NULL
               ELSE p.voided_at_provider END,
             updated_at = now()
           RETURNING ${COLUMNS}`,
    values: [
      orderId,
      payment.status,
      'amount' in payment ? payment.amount.amountMinor : null,
      'amount' in payment ? payment.amount.currency : null,
      payment.status === 'authorized' ? payment.authorizationId : null,
      payment.status === 'declined' ? payment.reason : null,
    ],
  });
  return toPayment(rows[0] as Row);
}

/** Records the wish to void, before the provider hears of it. Answers what is stored then. */
export async function recordVoid(db: Queryable, orderId: string): Promise<StoredPayment> {
  const { rows } = await db.query<Row>({
    name: 'payment-void',
    text: `INSERT INTO payments (order_id, status) VALUES ($1, 'voided')
           ON CONFLICT (order_id) DO UPDATE SET status = 'voided', updated_at = now()
           RETURNING ${COLUMNS}`,
    values: [orderId],
  });
  return toPayment(rows[0] as Row);
}

/** Records the wish to void those of the payments that are authorized. */
export async function recordVoidOfAuthorized(trx: Trx, orderIds: string[]): Promise<void> {
  await trx.query({
    name: 'payment-void-authorized',
    text: `WITH due AS (
             SELECT order_id FROM payments
             WHERE order_id = ANY($1) AND status = 'authorized'
             ORDER BY order_id FOR UPDATE)
           UPDATE payments SET status = 'voided', updated_at = now()
           FROM due WHERE payments.order_id = due.order_id`,
    values: [orderIds],
  });
}

/** Closes a void: the provider has confirmed it. */
export async function recordVoidConfirmed(db: Queryable, orderId: string): Promise<void> {
  await db.query({
    name: 'payment-void-confirmed',
    text: `UPDATE payments SET voided_at_provider = now(), updated_at = now()
           WHERE order_id = $1 AND status = 'voided' AND voided_at_provider IS NULL`,
    values: [orderId],
  });
}

/** Puts an open void behind the others, so that one that always fails holds up none. */
export async function recordVoidTried(db: Queryable, orderId: string): Promise<void> {
  await db.query('UPDATE payments SET void_tried_at = now() WHERE order_id = $1', [orderId]);
}

/** The orders whose void the provider has not confirmed; those tried longest ago come first. */
export async function listOpenVoids(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ order_id: string }>({
    name: 'payment-open-voids',
    text: `SELECT order_id FROM payments
           WHERE status = 'voided' AND voided_at_provider IS NULL
           ORDER BY void_tried_at NULLS FIRST LIMIT $1`,
    values: [limit],
  });
  return rows.map((row) => row.order_id);
}

function amountOf({ amount_minor, currency }: Row) {
  if (amount_minor === null || currency === null) return undefined;
  return { amountMinor: amount_minor, currency };
}

/** The table's checks promise the fields that each status needs. */
function toPayment(row: Row): StoredPayment {
  const amount = { amountMinor: row.amount_minor ?? 0, currency: row.currency ?? '' };
  switch (row.status) {
    case 'authorized':
      return { status: 'authorized', amount, authorizationId: row.authorization_id ?? '' };
    case 'declined':
      return { status: 'declined', amount, reason: row.reason ?? '' };
    case 'voided':
      return { status: 'voided', confirmed: row.voided_at_provider !== null };
  }
}
