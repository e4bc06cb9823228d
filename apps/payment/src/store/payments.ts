import type { Money } from '@commerce/contracts/money';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { Payment, ProviderDecision, StoredPayment } from '../domain/payment.ts';
import { amountOf, COLUMNS, findRow, toPayment, type Row } from './payment-rows.ts';

/** Locks a payment until the transaction ends, so its operations are decided one at a time. */
export async function lockPayment(trx: Trx, orderId: string): Promise<Payment> {
  const { rows } = await trx.query<Row>({
    name: 'payment-lock',
    text: `SELECT ${COLUMNS} FROM payments WHERE order_id = $1 FOR UPDATE`,
    values: [orderId],
  });
  return rows[0] === undefined ? { status: 'absent' } : toPayment(rows[0]);
}

/** Locks the payments of these orders until the transaction ends. */
export async function lockPayments(trx: Trx, orderIds: string[]): Promise<void> {
  await trx.query({
    name: 'payments-lock',
    text: 'SELECT FROM payments WHERE order_id = ANY($1) ORDER BY order_id FOR UPDATE',
    values: [orderIds],
  });
}

/** The existing payments of these orders. */
export async function findPayments(
  db: Queryable,
  orderIds: string[],
): Promise<Map<string, StoredPayment>> {
  const { rows } = await db.query<Row>({
    name: 'payments-find',
    text: `SELECT ${COLUMNS} FROM payments WHERE order_id = ANY($1)`,
    values: [orderIds],
  });
  return new Map(rows.map((row) => [row.order_id, toPayment(row)]));
}

export interface Authorization {
  authorizationId: string;
  amount: Money;
  status: StoredPayment['status'];
  captures?: 'one' | 'many';
}

/** The authorization of an order, also after a void. */
export async function findAuthorization(
  db: Queryable,
  orderId: string,
): Promise<Authorization | undefined> {
  const row = await findRow(db, orderId);
  const amount = row === undefined ? undefined : amountOf(row);
  if (row?.authorization_id == null || amount === undefined) return undefined;
  const { authorization_id: authorizationId, captures, status } = row;
  return { authorizationId, amount, status, ...(captures && { captures }) };
}

/**
 * A page of the orders to reconcile, by id: those whose payment changed since an instant, and all
 * with a capture or refund that is not done.
 */
export async function listOrdersToCompare(
  db: Queryable,
  { since, after, limit }: { since: string; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ order_id: string }>({
    name: 'payments-to-compare',
    text: `SELECT order_id FROM payments WHERE updated_at >= $1 AND order_id > $2
           UNION
           SELECT order_id FROM payment_operations WHERE status <> 'done' AND order_id > $2
           ORDER BY order_id LIMIT $3`,
    values: [since, after, limit],
  });
  return rows.map((row) => row.order_id);
}

/** Records one decision of the provider as recordPayments() does. */
export async function recordPayment(
  db: Queryable,
  orderId: string,
  payment: StoredPayment,
): Promise<StoredPayment> {
  const [stored] = await recordPayments(db, [{ orderId, payment }]);
  return stored as StoredPayment;
}

/**
 * Records the provider's decisions about different orders, unless a payment is recorded already,
 * and answers the stored payments in the same order. An authorization of a voided payment is added
 * to it and makes its void pending again, so that the sweep releases the money even if this process
 * ends.
 */
export async function recordPayments(
  db: Queryable,
  decisions: readonly ProviderDecision[],
): Promise<StoredPayment[]> {
  const of = <T>(value: (payment: StoredPayment) => T) =>
    decisions.map(({ payment }) => value(payment));
  const { rows } = await db.query<Row>({
    name: 'payments-record',
    text: `INSERT INTO payments AS p
             (order_id, status, amount_minor, currency, authorization_id, reason,
              voided_at_provider, expires_at, captures, action)
           SELECT order_id, status, amount_minor, currency, authorization_id, reason,
             CASE WHEN status = 'voided' THEN now() END, expires_at, captures, action
           FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                       $7::timestamptz[], $8::text[], $9::jsonb[])
             AS decided (order_id, status, amount_minor, currency, authorization_id, reason,
                         expires_at, captures, action)
           ORDER BY order_id
           ON CONFLICT (order_id) DO UPDATE SET
             amount_minor = coalesce(p.amount_minor, excluded.amount_minor),
             currency = coalesce(p.currency, excluded.currency),
             authorization_id = coalesce(p.authorization_id, excluded.authorization_id),
             expires_at = coalesce(p.expires_at, excluded.expires_at),
             captures = coalesce(p.captures, excluded.captures),
             voided_at_provider = CASE
               WHEN p.status = 'voided' AND excluded.status IN ('authorized', 'requires-action')
               THEN NULL ELSE p.voided_at_provider END,
             updated_at = now()
           RETURNING ${COLUMNS}`,
    values: [
      decisions.map(({ orderId }) => orderId),
      of(({ status }) => status),
      of((payment) => ('amount' in payment ? payment.amount.amountMinor : null)),
      of((payment) => ('amount' in payment ? payment.amount.currency : null)),
      of((payment) => ('authorizationId' in payment ? payment.authorizationId : null)),
      of((payment) => (payment.status === 'declined' ? payment.reason : null)),
      of((payment) => ('expiresAt' in payment ? payment.expiresAt : null)),
      of((payment) => (payment.status === 'authorized' ? payment.captures : null)),
      of((payment) => ('action' in payment ? JSON.stringify(payment.action) : null)),
    ],
  });
  const stored = new Map(rows.map((row) => [row.order_id, row]));
  return decisions.map(({ orderId }) => toPayment(stored.get(orderId) as Row));
}

/** Records a void, before the provider is asked for it. Answers the stored payment. */
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

/** Records voids for the payments of these orders that hold money, or may soon. */
export async function recordVoidsOfAuthorized(trx: Trx, orderIds: string[]): Promise<void> {
  await trx.query({
    name: 'payment-void-authorized',
    text: `WITH due AS (
             SELECT order_id FROM payments
             WHERE order_id = ANY($1) AND status IN ('authorized', 'requires-action')
             ORDER BY order_id FOR UPDATE)
           UPDATE payments SET status = 'voided', updated_at = now()
           FROM due WHERE payments.order_id = due.order_id`,
    values: [orderIds],
  });
}

/** Stores the sum of all captures that an order will have. */
export async function recordCaptureTotal(
  trx: Trx,
  orderId: string,
  { amountMinor, currency }: Money,
): Promise<void> {
  await trx.query({
    name: 'payment-capture-total',
    text: `UPDATE payments SET capture_total_minor = $2, updated_at = now()
           WHERE order_id = $1 AND currency = $3`,
    values: [orderId, amountMinor, currency],
  });
}

/** Locks those of the payments of which something is captured or may be, in one order. */
export async function lockPaymentsWithCaptures(
  trx: Trx,
  orderIds: string[],
): Promise<{ orderId: string; currency: string }[]> {
  const { rows } = await trx.query<{ orderId: string; currency: string }>({
    name: 'payment-lock-captured',
    text: `SELECT order_id AS "orderId", currency FROM payments
           WHERE order_id = ANY($1) AND currency IS NOT NULL AND EXISTS (
             SELECT FROM payment_operations AS o WHERE o.order_id = payments.order_id
               AND o.kind = 'capture' AND o.status IN ('open', 'done') AND NOT o.is_foreign)
           ORDER BY order_id FOR UPDATE`,
    values: [orderIds],
  });
  return rows;
}

/** Whether nothing of what is captured is due: the order ended without a sale. */
export async function isWithoutSale(trx: Trx, orderId: string): Promise<boolean> {
  const { rows } = await trx.query<{ is: boolean }>({
    name: 'payment-without-sale',
    text: `SELECT coalesce(capture_total_minor = 0, false) AS is
           FROM payments WHERE order_id = $1 FOR UPDATE`,
    values: [orderId],
  });
  return rows[0]?.is ?? false;
}

/**
 * Records voids for authorizations whose captures are all recorded, none of them refused, and less
 * than the authorized amount. Answers how many. Needs the locks of the payments.
 */
export async function recordVoidsOfRemainder(trx: Trx, orderIds: string[]): Promise<number> {
  const { rowCount } = await trx.query({
    name: 'payment-void-remainder',
    text: `UPDATE payments SET status = 'voided', updated_at = now()
           WHERE order_id = ANY($1) AND status = 'authorized'
             AND capture_total_minor < amount_minor
             AND capture_total_minor <= (
               SELECT coalesce(sum(captures.amount_minor), 0) FROM payment_operations AS captures
               WHERE captures.order_id = payments.order_id AND captures.kind = 'capture'
                 AND captures.status IN ('open', 'done'))`,
    values: [orderIds],
  });
  return rowCount ?? 0;
}

/**
 * Records that the provider has confirmed a void. Answers whether it released money: `held` is false
 * if nothing was authorized, and `changed` for a repeat.
 */
export async function recordVoidConfirmed(
  db: Queryable,
  orderId: string,
): Promise<{ changed: boolean; held: boolean }> {
  const { rows } = await db.query<{ held: boolean }>({
    name: 'payment-void-confirmed',
    text: `UPDATE payments SET voided_at_provider = now(), updated_at = now()
           WHERE order_id = $1 AND status = 'voided' AND voided_at_provider IS NULL
           RETURNING authorization_id IS NOT NULL AS held`,
    values: [orderId],
  });
  return { changed: rows.length > 0, held: rows[0]?.held ?? false };
}

/** Records that an authorization ended at the provider without us; `reason` says how. */
export async function recordEnd(trx: Trx, orderId: string, reason: string): Promise<void> {
  await trx.query({
    name: 'payment-end',
    text: `UPDATE payments SET status = 'voided', voided_at_provider = now(), reason = $2,
             updated_at = now()
           WHERE order_id = $1`,
    values: [orderId, reason],
  });
}

/** What moved, by the total that it changes, minor units. */
export type Movement = Partial<Record<'captured' | 'refunded' | 'disputed', number>>;

/**
 * Numbers the next event of a payment, whose row the caller has locked, and adds what moved to its
 * totals. Answers the row after it.
 */
export async function nextEvent(
  trx: Trx,
  orderId: string,
  { captured = 0, refunded = 0, disputed = 0 }: Movement,
): Promise<{ seq: number; row: Row } | undefined> {
  const { rows } = await trx.query<Row & { event_seq: number }>({
    name: 'payment-next-event',
    text: `UPDATE payments SET event_seq = event_seq + 1,
             captured_minor = captured_minor + $2, refunded_minor = refunded_minor + $3,
             disputed_minor = disputed_minor + $4, updated_at = now()
           WHERE order_id = $1
           RETURNING ${COLUMNS}, event_seq`,
    values: [orderId, captured, refunded, disputed],
  });
  const [row] = rows;
  return row && { seq: row.event_seq, row };
}

/** Moves a pending void behind the others, so that one that keeps failing blocks none. */
export async function markVoidTried(db: Queryable, orderId: string): Promise<void> {
  await db.query('UPDATE payments SET void_tried_at = now() WHERE order_id = $1', [orderId]);
}

/** Orders whose void the provider has not confirmed, least recently tried first. */
export async function listPendingVoids(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ order_id: string }>({
    name: 'payment-pending-voids',
    text: `SELECT order_id FROM payments
           WHERE status = 'voided' AND voided_at_provider IS NULL
           ORDER BY void_tried_at NULLS FIRST LIMIT $1`,
    values: [limit],
  });
  return rows.map((row) => row.order_id);
}
