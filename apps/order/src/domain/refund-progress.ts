import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { sum } from './amounts.ts';
import type { EventData, Fulfilment, Refund } from './order-state.ts';

type RefundEventType =
  | 'OrderRefundRequested.v1'
  | 'OrderRefundApproved.v1'
  | 'OrderRefunded.v1'
  | 'OrderRefundDeclined.v1';

/** An event of a refund without a return, before the status of the order is known. */
export type RefundEvent = {
  [T in RefundEventType]: { type: T; data: Omit<EventData<T>, 'status' | 'standing'> };
}[Extract<OrderEvent['type'], RefundEventType>];

/** Copies an event of a refund into the order. */
export function evolveRefund(fulfilment: Fulfilment, event: RefundEvent): Fulfilment {
  switch (event.type) {
    case 'OrderRefundRequested.v1': {
      const { refundId, amount, kind, by, needsApproval, requestedAt } = event.data;
      const status = needsApproval ? 'requested' : 'approved';
      const one: Refund = { refundId, amount, kind, status, by, requestedAt };
      return { ...fulfilment, refunds: [...(fulfilment.refunds ?? []), one] };
    }
    case 'OrderRefundApproved.v1':
      return change(fulfilment, event.data.refundId, { status: 'approved' });
    case 'OrderRefunded.v1': {
      const { refundId, refunded } = event.data;
      return change(fulfilment, refundId, {
        status: 'refunded',
        ...(refunded === undefined ? {} : { refundedMinor: refunded.amountMinor }),
      });
    }
    case 'OrderRefundDeclined.v1':
      return change(fulfilment, event.data.refundId, { status: 'declined' });
  }
}

/** The sum of the refunds without a return that have one of the statuses, minor units. */
export function sumOfRefunds(
  { refunds = [] }: Fulfilment,
  statuses: readonly Refund['status'][],
): number {
  return sum(
    refunds
      .filter(({ status }) => statuses.includes(status))
      .map(({ amount, refundedMinor }) => refundedMinor ?? amount.amountMinor),
  );
}

function change(fulfilment: Fulfilment, refundId: string, to: Partial<Refund>): Fulfilment {
  return {
    ...fulfilment,
    refunds: (fulfilment.refunds ?? []).map((one) =>
      one.refundId === refundId ? { ...one, ...to } : one,
    ),
  };
}
