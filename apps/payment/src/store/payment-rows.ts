import type { Money } from '@commerce/contracts/money';
import type { PaymentAction } from '@commerce/contracts/payment/payment-api';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import type { StoredPayment } from '../domain/payment.ts';

/** A row of the payments as the queries read it. */
export interface Row {
  order_id: string;
  status: StoredPayment['status'];
  amount_minor: number | null;
  currency: string | null;
  authorization_id: string | null;
  reason: string | null;
  voided_at_provider: string | null;
  captured_minor: number;
  refunded_minor: number;
  disputed_minor: number;
  attempt: number;
  expires_at: string | null;
  captures: 'one' | 'many' | null;
  action: PaymentAction | null;
  edit_id: string | null;
  ended: boolean;
}

export const COLUMNS = `order_id, status, amount_minor, currency, authorization_id, reason,
  voided_at_provider, captured_minor, refunded_minor, disputed_minor, attempt, expires_at, captures,
  action, edit_id, ended`;

export async function findRow(db: Queryable, orderId: string): Promise<Row | undefined> {
  const { rows } = await db.query<Row>({
    name: 'payment-find',
    text: `SELECT ${COLUMNS} FROM payments WHERE order_id = $1`,
    values: [orderId],
  });
  return rows[0];
}

export function amountOf({ amount_minor, currency }: Row): Money | undefined {
  if (amount_minor === null || currency === null) return undefined;
  return { amountMinor: amount_minor, currency };
}

/** The checks of the table guarantee the fields that each status needs. */
export function toPayment(row: Row): StoredPayment {
  const { attempt, reason } = row;
  const amount = { amountMinor: row.amount_minor ?? 0, currency: row.currency ?? '' };
  const authorizationId = row.authorization_id ?? '';
  const expiresAt = row.expires_at;
  const editId = row.edit_id === null ? {} : { editId: row.edit_id };
  switch (row.status) {
    case 'authorized':
      return {
        ...{ status: 'authorized', amount, authorizationId, attempt },
        ...(expiresAt === null ? {} : { expiresAt }),
        ...(row.captures === null ? {} : { captures: row.captures }),
        ...editId,
      };
    case 'requires-action': {
      const action = row.action as PaymentAction;
      const waits = { amount, authorizationId, attempt, action, expiresAt: expiresAt ?? '' };
      return { status: 'requires-action', ...waits, ...editId };
    }
    case 'declined':
      return { status: 'declined', amount, reason: reason ?? '', attempt, ...editId };
    case 'voided':
      return {
        ...{ status: 'voided', confirmed: row.voided_at_provider !== null },
        ...(reason === null ? {} : { reason }),
        ...(row.authorization_id === null ? {} : { authorizationId }),
        ...(row.ended && { ended: true as const }),
      };
  }
}
