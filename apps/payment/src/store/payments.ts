import type { Money } from '@commerce/contracts/money';
import type { PaymentState } from '@commerce/contracts/payment/payment-api';
import type { Queryable, Trx } from '@commerce/runtime/postgres';
import type { Payment, StoredPayment } from '../domain/payment.ts';
import { operationsOf, operationStateOf } from './operations.ts';

interface Row {
  order_id: string;
  status: StoredPayment['status'];
  amount_minor: number | null;
  currency: string | null;
  authorization_id: string | null;
  reason: string | null;
  voided_at_provider: string | null;
  captured_minor: number;
  refunded_minor: number;
}

const COLUMNS = `order_id, status, amount_minor, currency, authorization_id, reason,
  voided_at_provider, captured_minor, refunded_minor`;

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

/** The payment, locked until the transaction ends: its movements are decided one at a time. */
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

/** The payments of these orders that there are. */
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

/** What was authorized for an order, also when it was voided since. */
export async function findAuthorization(
  db: Queryable,
  orderId: string,
): Promise<{ authorizationId: string; amount: Money } | undefined> {
  const row = await findRow(db, orderId);
  const amount = row === undefined ? undefined : amountOf(row);
  if (row?.authorization_id == null || amount === undefined) return undefined;
  return { authorizationId: row.authorization_id, amount };
}

/** Adds a movement that is done to the sums of its payment, which is locked. */
export async function addMoved(
  trx: Trx,
  orderId: string,
  kind: 'capture' | 'refund',
  { amountMinor }: Money,
): Promise<void> {
  await trx.query({
    name: 'payment-add-moved',
    text: `UPDATE payments SET captured_minor = captured_minor + $2,
             refunded_minor = refunded_minor + $3, updated_at = now()
           WHERE order_id = $1`,
    values: [orderId, kind === 'capture' ? amountMinor : 0, kind === 'refund' ? amountMinor : 0],
  });
}

/**
 * A page of orders to compare with the provider, by id: those whose payment changed since an
 * instant, and all with a capture or refund that is not done.
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
    ...(amount === undefined
      ? {}
      : {
          amount,
          captured: { ...amount, amountMinor: row.captured_minor },
          refunded: { ...amount, amountMinor: row.refunded_minor },
        }),
    ...(row.authorization_id === null ? {} : { authorizationId: row.authorization_id }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.voided_at_provider === null ? {} : { voidedAtProvider: row.voided_at_provider }),
    operations: (await operationsOf(db, orderId)).map(operationStateOf),
  };
}

/** What the provider decided for an order. */
export interface ProviderDecision {
  orderId: string;
  payment: StoredPayment;
}

/** As recordPayments, for one. */
export async function recordPayment(
  db: Queryable,
  orderId: string,
  payment: StoredPayment,
): Promise<StoredPayment> {
  const [stored] = await recordPayments(db, [{ orderId, payment }]);
  return stored as StoredPayment;
}

/**
 * Records what the provider decided for different orders, unless something is recorded already;
 * answers what is stored then, in their order. An authorization that meets a void is noted in it
 * and opens it again, so that the sweep gives the money back even when this process ends now.
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
              voided_at_provider)
           SELECT order_id, status, amount_minor, currency, authorization_id, reason,
             CASE WHEN status = 'voided' THEN now() END
           FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
             AS decided (order_id, status, amount_minor, currency, authorization_id, reason)
           ORDER BY order_id
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
      decisions.map(({ orderId }) => orderId),
      of(({ status }) => status),
      of((payment) => ('amount' in payment ? payment.amount.amountMinor : null)),
      of((payment) => ('amount' in payment ? payment.amount.currency : null)),
      of((payment) => (payment.status === 'authorized' ? payment.authorizationId : null)),
      of((payment) => (payment.status === 'declined' ? payment.reason : null)),
    ],
  });
  const stored = new Map(rows.map((row) => [row.order_id, row]));
  return decisions.map(({ orderId }) => toPayment(stored.get(orderId) as Row));
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

/** Keeps what an order will be captured for in all. */
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

/**
 * Records the wish to void what is left of those authorizations of which every capture is recorded
 * and none was refused. One that is captured in full has nothing left. Needs their locks.
 */
export async function recordVoidOfRest(trx: Trx, orderIds: string[]): Promise<void> {
  await trx.query({
    name: 'payment-void-rest',
    text: `UPDATE payments SET status = 'voided', updated_at = now()
           WHERE order_id = ANY($1) AND status = 'authorized'
             AND capture_total_minor < amount_minor
             AND capture_total_minor <= (
               SELECT coalesce(sum(moved.amount_minor), 0) FROM payment_operations AS moved
               WHERE moved.order_id = payments.order_id AND moved.kind = 'capture'
                 AND moved.status IN ('open', 'done'))`,
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
