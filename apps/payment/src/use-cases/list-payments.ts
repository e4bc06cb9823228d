import {
  DEFAULT_PAYMENTS,
  type ListPayments,
  type PaymentPage,
} from '@commerce/contracts/payment/finance-api';
import type { PaymentDeps } from '../deps.ts';
import { listPaymentRows } from '../store/payment-list.ts';

/** One page of payments, by order id. */
export async function listPayments(
  { database }: Pick<PaymentDeps, 'database'>,
  { limit, cursor, ...filter }: ListPayments,
): Promise<PaymentPage> {
  const rows = limit === undefined ? DEFAULT_PAYMENTS : Number(limit);
  const payments = await listPaymentRows(database, { ...filter, after: cursor, limit: rows + 1 });
  const page = payments.slice(0, rows);
  const last = page.at(-1);
  const hasMore = payments.length > rows && last !== undefined;
  return { payments: page, ...(hasMore && { nextCursor: last.orderId }) };
}
