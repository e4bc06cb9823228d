import { rejected } from 'dapr-actor-runtime/streams';
import type { OrderAnswer } from '../actors/order-actor-type.ts';
import { readPayment } from '../clients/payment.ts';
import type { OrderDeps } from '../deps.ts';
import type { ApproveRefund, Refundable, RequestRefund } from '../domain/refunds.ts';
import type { OpenOrder } from './decide-order.ts';
import { decideAndDriveOrder } from './drive-order.ts';

type PromisedRefund = Omit<RequestRefund, 'refundable'> | Omit<ApproveRefund, 'refundable'>;

/**
 * Decides a refund by what payment says is left, then has it made. Payment is asked in the turn: what an
 * earlier turn has promised is either counted by payment by then, or known to the order.
 */
export async function promiseRefund(
  deps: OrderDeps,
  order: OpenOrder,
  command: PromisedRefund,
): Promise<OrderAnswer> {
  const refundable = await refundableOf(deps, order.id);
  return refundable === 'unknown'
    ? rejected('unavailable', 'Payment does not say how much is left: repeat this.')
    : decideAndDriveOrder(deps, order, { ...command, refundable });
}

async function refundableOf(
  { sidecar }: OrderDeps,
  orderId: string,
): Promise<Refundable | 'unknown'> {
  const payment = await readPayment(sidecar, orderId);
  if (payment === 'unknown') return 'unknown';
  if (payment === 'absent') return { refundableMinor: 0, counted: [] };
  const counted = payment.operations.filter(
    ({ kind, status }) => kind === 'refund' && (status === 'open' || status === 'done'),
  );
  return {
    refundableMinor: payment.refundable?.amountMinor ?? 0,
    counted: counted.map(({ operationId }) => operationId),
  };
}
