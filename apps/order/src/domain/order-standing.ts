import type {
  OrderAmounts,
  OrderStanding,
  PaymentStatus,
  ReturnStatus,
  ShippingStatus,
} from '@commerce/contracts/order/order-standing';
import { sum } from './amounts.ts';
import { amountUpTo, capturedAmount, openUnits } from './fulfilment.ts';
import type { ConfirmedOrder, Fulfilment, PresentOrder } from './order-state.ts';
import { sumOfRefunds } from './refund-progress.ts';

/** Where an order stands: payment, shipping and returns beside the one word, and the amounts. */
export function standingOf(order: PresentOrder): OrderStanding {
  const amounts = amountsOf(order);
  if (order.status === 'confirmed') {
    return {
      paymentStatus: order.fulfilment.refusedCapture
        ? 'capture-refused'
        : confirmedPayment(amounts),
      fulfilmentStatus: shippingStatus(order.fulfilment),
      returnStatus: returnStatus(order.fulfilment),
      amounts,
    };
  }
  const isOpen = order.status === 'placed' || order.status === 'cancelling';
  return {
    paymentStatus: order.status === 'placed' ? 'pending' : endedPayment(order),
    fulfilmentStatus: isOpen ? 'unshipped' : 'none',
    returnStatus: 'none',
    amounts,
  };
}

/** The amounts of an order by its lines, minor units. */
export function amountsOf(order: PresentOrder): OrderAmounts {
  if (order.status !== 'confirmed') {
    const isOpen = order.status === 'placed';
    const { amountMinor } = order.orderDetails.total;
    return {
      totalMinor: amountMinor,
      ...{ authorizedMinor: 0, capturedMinor: 0, refundedMinor: 0 },
      owedMinor: isOpen ? amountMinor : 0,
    };
  }
  const { fulfilment, orderDetails } = order;
  const totalMinor = amountUpTo(fulfilment, ({ quantity, cancelled }) => quantity - cancelled);
  const capturedMinor = capturedAmount(fulfilment);
  const returnedMinor = sum(
    fulfilment.returns
      .filter(({ status }) => status === 'returned')
      .map(({ refundMinor }) => refundMinor),
  );
  const refundedMinor = returnedMinor + sumOfRefunds(fulfilment, ['refunded']);
  return {
    totalMinor,
    authorizedMinor: orderDetails.total.amountMinor,
    capturedMinor,
    refundedMinor,
    owedMinor: Math.max(0, totalMinor - capturedMinor),
  };
}

function confirmedPayment(amounts: OrderAmounts): PaymentStatus {
  const { authorizedMinor, capturedMinor, refundedMinor, owedMinor } = amounts;
  if (authorizedMinor === 0) return 'not-required';
  if (refundedMinor > 0) {
    return refundedMinor < capturedMinor ? 'partially-refunded' : 'refunded';
  }
  if (capturedMinor === 0) return 'authorized';
  return owedMinor > 0 ? 'partially-captured' : 'captured';
}

function endedPayment(order: Exclude<PresentOrder, ConfirmedOrder | { status: 'placed' }>) {
  if (order.reason === 'payment-declined') return 'declined';
  if (order.reason === 'out-of-stock' || order.reason === 'stock-unavailable') return 'none';
  return order.status === 'cancelling' ? 'pending' : 'voided';
}

function shippingStatus(fulfilment: Fulfilment): ShippingStatus {
  const total = (count: (line: Fulfilment['lines'][number]) => number) =>
    sum(fulfilment.lines.map(count));
  const shipped = total((line) => line.shipped);
  if (shipped === 0) return 'unshipped';
  if (total(openUnits) > 0) return 'partially-shipped';
  return total((line) => line.delivered) === shipped ? 'delivered' : 'shipped';
}

function returnStatus({ lines, returns }: Fulfilment): ReturnStatus {
  if (returns.some(({ status }) => status === 'received')) return 'received';
  if (returns.some(({ status }) => status === 'requested')) return 'requested';
  const returned = sum(lines.map((line) => line.returned));
  if (returned === 0) return 'none';
  return returned < sum(lines.map((line) => line.shipped)) ? 'partially-returned' : 'returned';
}
