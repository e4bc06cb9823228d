import type { RefundKind } from '@commerce/contracts/payment/payment-api';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { Operation } from '../domain/operation.ts';

interface Row {
  order_id: string;
  operation_id: string;
  kind: Operation['kind'];
  amount_minor: number;
  currency: string;
  status: Operation['status'];
  attempt: number;
  provider_id: string | null;
  reason: string | null;
  moved_minor: number | null;
  is_foreign: boolean;
  pending: boolean;
  refund_kind: RefundKind | null;
}

const COLUMNS = `order_id, operation_id, kind, amount_minor, currency, status, attempt,
  provider_id, reason, moved_minor, is_foreign, pending, refund_kind`;

/** The captures and refunds of each order, in the sequence of their requests. */
export async function findOperations(
  db: Queryable,
  orderIds: string[],
): Promise<Map<string, Operation[]>> {
  const { rows } = await db.query<Row>({
    name: 'operations-find',
    text: `SELECT ${COLUMNS} FROM payment_operations
           WHERE order_id = ANY($1) ORDER BY position`,
    values: [orderIds],
  });
  const found = new Map<string, Operation[]>(orderIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.order_id)?.push(toOperation(row));
  return found;
}

/** The captures and refunds of one order. */
export async function listOperations(db: Queryable, orderId: string): Promise<Operation[]> {
  return (await findOperations(db, [orderId])).get(orderId) ?? [];
}

/** Inserts an operation, or updates the one with its id. `requestReason` is the caller's reason. */
export async function saveOperation(
  trx: Trx,
  orderId: string,
  operation: Operation,
  requestReason?: string,
): Promise<void> {
  const { id, kind, amount, status, attempt, providerId, reason } = operation;
  const { movedMinor, foreign = false, pending = false, refundKind } = operation;
  await trx.query({
    name: 'operation-save',
    text: `INSERT INTO payment_operations AS o
             (order_id, operation_id, kind, amount_minor, currency, status, attempt,
              provider_id, reason, asked_because, moved_minor, is_foreign, pending, refund_kind)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
           ON CONFLICT (order_id, operation_id) DO UPDATE SET
             status = excluded.status, attempt = excluded.attempt,
             provider_id = excluded.provider_id, reason = excluded.reason,
             moved_minor = excluded.moved_minor, pending = excluded.pending,
             tried_at = CASE WHEN o.attempt = excluded.attempt THEN o.tried_at END,
             asked_because = coalesce(excluded.asked_because, o.asked_because),
             updated_at = now()`,
    values: [
      orderId,
      id,
      kind,
      amount.amountMinor,
      amount.currency,
      status,
      attempt,
      providerId ?? null,
      reason ?? null,
      requestReason ?? null,
      movedMinor ?? null,
      foreign,
      pending,
      refundKind ?? null,
    ],
  });
}

/**
 * Whether the provider may have been asked for an open operation before: an answer was lost, or it is
 * older than the given age (s), so that the process that recorded it may have ended in between.
 */
export async function mayHaveRun(
  db: Queryable,
  orderId: string,
  { operationId, freshSeconds }: { operationId: string; freshSeconds: number },
): Promise<boolean> {
  const { rows } = await db.query<{ stale: boolean }>({
    name: 'operation-may-have-run',
    text: `SELECT tried_at IS NOT NULL OR updated_at < now() - make_interval(secs => $3) AS stale
           FROM payment_operations WHERE order_id = $1 AND operation_id = $2`,
    values: [orderId, operationId, freshSeconds],
  });
  return rows[0]?.stale ?? false;
}

/** Records that the shipment of a capture has left. */
export async function markShipped(trx: Trx, orderId: string, shipmentId: string): Promise<void> {
  await trx.query({
    name: 'operation-shipped',
    text: `UPDATE payment_operations SET shipped_at = now()
           WHERE order_id = $1 AND operation_id = $2 AND shipped_at IS NULL`,
    values: [orderId, shipmentId],
  });
}

/** Whether the shipment of a capture is known to have left. */
export async function isShipped(
  db: Queryable,
  orderId: string,
  shipmentId: string,
): Promise<boolean> {
  const { rows } = await db.query({
    name: 'operation-is-shipped',
    text: `SELECT FROM payment_operations
           WHERE order_id = $1 AND operation_id = $2 AND shipped_at IS NOT NULL`,
    values: [orderId, shipmentId],
  });
  return rows.length > 0;
}

/**
 * Captures that were done before an age (s) for shipments of which nothing is known, and that were not given
 * back: the oldest ones, up to a limit.
 */
export async function listUnshippedCaptures(
  db: Queryable,
  { ageSeconds, limit }: { ageSeconds: number; limit: number },
): Promise<{ orderId: string; operation: Operation }[]> {
  const { rows } = await db.query<Row>({
    name: 'operations-unshipped',
    text: `SELECT ${COLUMNS} FROM payment_operations AS o
           WHERE kind = 'capture' AND status = 'done' AND NOT is_foreign AND shipped_at IS NULL
             AND updated_at < now() - make_interval(secs => $1)
             AND NOT EXISTS (
               SELECT FROM payment_operations AS undo
               WHERE undo.order_id = o.order_id AND undo.operation_id = o.operation_id || '-undo'
                 AND undo.status IN ('open', 'done'))
           ORDER BY position LIMIT $2`,
    values: [ageSeconds, limit],
  });
  return rows.map((row) => ({ orderId: row.order_id, operation: toOperation(row) }));
}

/** Moves a pending operation behind the others, so that one that keeps failing blocks none. */
export async function markOperationTried(
  db: Queryable,
  orderId: string,
  operationId: string,
): Promise<void> {
  await db.query({
    name: 'operation-tried',
    text: `UPDATE payment_operations SET tried_at = now()
           WHERE order_id = $1 AND operation_id = $2`,
    values: [orderId, operationId],
  });
}

/** Operations that the provider has not settled, least recently tried first. */
export async function listPendingOperations(
  db: Queryable,
  limit: number,
): Promise<{ orderId: string; operation: Operation }[]> {
  const { rows } = await db.query<Row>({
    name: 'operations-open',
    text: `SELECT ${COLUMNS} FROM payment_operations WHERE status = 'open'
           ORDER BY tried_at NULLS FIRST, position LIMIT $1`,
    values: [limit],
  });
  return rows.map((row) => ({ orderId: row.order_id, operation: toOperation(row) }));
}

/** The checks of the table guarantee the fields that each status needs. */
function toOperation(row: Row): Operation {
  return {
    id: row.operation_id,
    kind: row.kind,
    amount: { amountMinor: row.amount_minor, currency: row.currency },
    attempt: row.attempt,
    status: row.status,
    ...(row.provider_id === null ? {} : { providerId: row.provider_id }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.moved_minor === null ? {} : { movedMinor: row.moved_minor }),
    ...(row.is_foreign ? { foreign: true } : {}),
    ...(row.pending ? { pending: true } : {}),
    ...(row.refund_kind === null ? {} : { refundKind: row.refund_kind }),
  };
}
