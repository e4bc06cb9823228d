import type { PaymentAttempt } from '@commerce/contracts/payment/payment-api';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { StoredPayment } from '../domain/payment.ts';
import { REPLACED } from '../domain/reauthorization.ts';
import type { Declined } from '../domain/renewal.ts';

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
 * Archives a locked payment whose authorization has ended, or whose card was declined since, and records what
 * became of its renewal in its place.
 */
export async function recordRenewal(
  trx: Trx,
  orderId: string,
  payment: Exclude<StoredPayment, { status: 'voided' }>,
): Promise<void> {
  await trx.query({
    name: 'payment-renewal-archive',
    text: `INSERT INTO payment_attempts
             (order_id, attempt, authorization_id, amount_minor, currency, reason, status, edit_id)
           SELECT order_id, attempt, authorization_id, amount_minor, currency, reason, status, edit_id
           FROM payments WHERE order_id = $1`,
    values: [orderId],
  });
  await trx.query({
    name: 'payment-renewal',
    text: `UPDATE payments SET attempt = attempt + 1, status = 'declined', ended = false,
             authorization_id = NULL, voided_at_provider = NULL WHERE order_id = $1`,
    values: [orderId],
  });
  await recordLatestAttempt(trx, orderId, payment);
}

/** The cards of an order that were declined, the latest one included. */
export async function listDeclines(db: Queryable, orderId: string): Promise<Declined[]> {
  const { rows } = await db.query<{ edit_id: string | null; reason: string }>({
    name: 'payment-declines',
    text: `SELECT edit_id, reason FROM payment_attempts
           WHERE order_id = $1 AND coalesce(status, 'declined') = 'declined' AND reason <> $2
           UNION ALL
           SELECT edit_id, reason FROM payments WHERE order_id = $1 AND status = 'declined'`,
    values: [orderId, REPLACED],
  });
  return rows.map(({ edit_id, reason }) => ({ editId: edit_id ?? undefined, reason }));
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

/** The attempts of an order before its latest one: declined, ended, or replaced by that of an edit. */
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
    status: 'declined' | 'voided' | null;
  }>({
    name: 'payment-attempts',
    text: `SELECT attempt, authorization_id, amount_minor, currency, reason, status
           FROM payment_attempts WHERE order_id = $1 ORDER BY attempt`,
    values: [orderId],
  });
  return rows.map((row) => ({
    attemptId: row.authorization_id ?? `${orderId}:${row.attempt}`,
    attempt: row.attempt,
    status: row.status ?? (row.reason === REPLACED ? 'voided' : 'declined'),
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
