import type { PaymentAttempt } from '@commerce/contracts/payment/payment-api';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { StoredPayment } from '../domain/payment.ts';
import { REPLACED } from '../domain/reauthorization.ts';

/** Archives the latest attempt of a locked payment, which was declined, and records the next one. */
export async function recordNextAttempt(
  trx: Trx,
  orderId: string,
  payment: StoredPayment & { attempt?: number },
): Promise<void> {
  await trx.query({
    name: 'payment-attempt-archive',
    text: `INSERT INTO payment_attempts
             (order_id, attempt, authorization_id, amount_minor, currency, reason)
           SELECT order_id, attempt, authorization_id, amount_minor, currency, reason
           FROM payments WHERE order_id = $1 AND status = 'declined'
           ON CONFLICT DO NOTHING`,
    values: [orderId],
  });
  await recordLatestAttempt(trx, orderId, payment);
}

/**
 * Records the authorization of an edit in place of that of a locked payment, which is archived. On a voided
 * payment it only adds the authorization, and makes the void pending again.
 */
export async function replaceAuthorization(
  trx: Trx,
  orderId: string,
  payment: StoredPayment & { status: 'authorized' },
): Promise<void> {
  await trx.query({
    name: 'payment-authorization-archive',
    text: `INSERT INTO payment_attempts
             (order_id, attempt, authorization_id, amount_minor, currency, reason)
           SELECT order_id, attempt, authorization_id, amount_minor, currency, $2
           FROM payments WHERE order_id = $1 AND status = 'authorized'
           ON CONFLICT DO NOTHING`,
    values: [orderId, REPLACED],
  });
  await recordLatestAttempt(trx, orderId, payment);
}

/**
 * Records what became of the latest attempt of a locked payment. On a voided payment it only adds
 * the authorization, and makes the void pending again.
 */
export async function recordLatestAttempt(
  trx: Trx,
  orderId: string,
  payment: StoredPayment,
): Promise<void> {
  const amount = 'amount' in payment ? payment.amount : undefined;
  await trx.query({
    name: 'payment-attempt-record',
    text: `UPDATE payments AS p SET
             status = CASE p.status WHEN 'voided' THEN p.status ELSE $2 END,
             attempt = coalesce($3, attempt),
             amount_minor = coalesce($4, amount_minor), currency = coalesce($5, currency),
             authorization_id = coalesce($6, authorization_id), reason = $7, expires_at = $8,
             captures = $9, action = $10, edit_id = $11,
             voided_at_provider = CASE
               WHEN $2 = 'voided' THEN now()
               WHEN p.status = 'voided' AND $2 IN ('authorized', 'requires-action') THEN NULL
               ELSE p.voided_at_provider END,
             updated_at = now()
           WHERE order_id = $1`,
    values: [
      orderId,
      payment.status,
      'attempt' in payment ? payment.attempt : null,
      amount?.amountMinor ?? null,
      amount?.currency ?? null,
      'authorizationId' in payment ? payment.authorizationId : null,
      'reason' in payment ? payment.reason : null,
      'expiresAt' in payment ? payment.expiresAt : null,
      'captures' in payment ? payment.captures : null,
      'action' in payment ? JSON.stringify(payment.action) : null,
      'editId' in payment ? payment.editId : null,
    ],
  });
}

/** The attempts of an order before its latest one: declined, or replaced by that of an edit. */
export async function listEarlierAttempts(
  db: Queryable,
  orderId: string,
): Promise<PaymentAttempt[]> {
  const { rows } = await db.query<{
    attempt: number;
    authorization_id: string | null;
    amount_minor: number;
    currency: string;
    reason: string;
  }>({
    name: 'payment-attempts',
    text: `SELECT attempt, authorization_id, amount_minor, currency, reason
           FROM payment_attempts WHERE order_id = $1 ORDER BY attempt`,
    values: [orderId],
  });
  return rows.map((row) => ({
    attemptId: row.authorization_id ?? `${orderId}:${row.attempt}`,
    attempt: row.attempt,
    status: row.reason === REPLACED ? 'voided' : 'declined',
    source: 'card',
    amount: { amountMinor: row.amount_minor, currency: row.currency },
    reason: row.reason,
  }));
}

/** Orders whose customer has not acted in time, the longest overdue first. */
export async function listOverdueActions(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ order_id: string }>({
    name: 'payment-overdue-actions',
    text: `SELECT order_id FROM payments WHERE status = 'requires-action' AND expires_at <= now()
           ORDER BY expires_at LIMIT $1`,
    values: [limit],
  });
  return rows.map((row) => row.order_id);
}
