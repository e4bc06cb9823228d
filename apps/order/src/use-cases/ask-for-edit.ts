import type { Money } from '@commerce/contracts/money';
import { reauthorizePayment } from '../clients/payment.ts';
import type { OrderDeps } from '../deps.ts';
import type { EditTurn } from '../domain/edit-process.ts';
import type { PresentOrder, Units } from '../domain/order-state.ts';
import { readPaymentToken } from './payment-token.ts';

interface Asked {
  orderId: string;
  order: PresentOrder;
  editId: string;
}

/** Asks inventory for the units that an edit adds, by the policy of the order; once per edit. */
export async function holdAddedUnits(
  { reservations, log }: Pick<OrderDeps, 'reservations' | 'log'>,
  { orderId, order, editId, lines }: Asked & { lines: Units },
): Promise<NonNullable<EditTurn['stock']>> {
  const { policy } = order.orderDetails;
  try {
    return await reservations(orderId).extend({ editId, lines, ...(policy && { policy }) });
  } catch (err) {
    log.warn({ err, orderId, editId }, 'inventory gives no answer, the edit is driven again later');
    return { outcome: 'unreachable' };
  }
}

/** Asks payment for the total after an edit, with the card of the order; once per edit. */
export async function authorizeEdit(
  deps: Pick<OrderDeps, 'sidecar' | 'personal' | 'log'>,
  { orderId, order, editId, amount }: Asked & { amount: Money },
): Promise<NonNullable<EditTurn['payment']>> {
  try {
    const { orderDetails } = order;
    const sealed = order.status === 'confirmed' ? order.paymentToken : undefined;
    const token = await readPaymentToken(deps, orderId, { orderDetails, sealed });
    if (token === 'erased') return { outcome: 'erased' };
    if (token === undefined) return { outcome: 'declined', reason: 'the order names no payment' };
    return await reauthorizePayment(deps.sidecar, orderId, { amount, token, editId });
  } catch (err) {
    deps.log.warn(
      { err, orderId, editId },
      'payment token not decrypted, the edit is driven again',
    );
    return { outcome: 'unknown', reason: (err as Error).message };
  }
}
