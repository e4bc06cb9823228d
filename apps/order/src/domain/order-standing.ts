import type {
  OrderAmounts,
  OrderStanding,
  PaymentStatus,
  ReturnStatus,
  ShippingStatus,
} from '@commerce/contracts/order/order-standing';
import { sum } from './amounts.ts';
import { amountUpTo, capturedAmount, openUnits } from './fulfilment.ts';
import type { ConfirmedOrder, Fulfilment, PlacedOrder, PresentOrder } from './order-state.ts';
import {
  changedMinor,
  disputesOf,
  isAuthorizationGone,
  refundIsMissing,
} from './payment-changes.ts';
import { sumOfRefunds } from './refund-progress.ts';

/** Where an order stands: payment, shipping and returns beside the one word, and the amounts. */
export function standingOf(order: PresentOrder): OrderStanding {
  const amounts = amountsOf(order);
  if (order.status === 'confirmed') {
    return {
      paymentStatus: troubledPayment(order.fulfilment, amounts) ?? confirmedPayment(amounts),
      fulfilmentStatus: shippingStatus(order.fulfilment),
      returnStatus: returnStatus(order.fulfilment),
      amounts,
    };
  }
  const isOpen = order.status === 'placed' || order.status === 'cancelling';
  return {
    paymentStatus: order.status === 'placed' ? placedPayment(order) : endedPayment(order),
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
  const forShipments = capturedAmount(fulfilment);
  const capturedMinor = forShipments + changedMinor(fulfilment, 'captured-at-provider');
  const refundedMinor =
    refundedForReturns(fulfilment) +
    sumOfRefunds(fulfilment, ['refunded']) +
    changedMinor(fulfilment, 'refunded-at-provider') -
    changedMinor(fulfilment, 'refund-failed');
  const withheld = disputesOf(fulfilment).filter(({ state }) => state !== 'won');
  return {
    totalMinor,
    authorizedMinor: orderDetails.total.amountMinor,
    capturedMinor,
    refundedMinor: Math.max(0, refundedMinor),
    ...(withheld.length > 0 && {
      disputedMinor: sum(withheld.map((one) => one.amount.amountMinor)),
    }),
    owedMinor: Math.max(0, totalMinor - forShipments),
  };
}

function refundedForReturns({ returns }: Fulfilment): number {
  return sum(
    returns
      .filter(({ status }) => status === 'returned')
      .map(({ refundMinor, refundedMinor }) => refundedMinor ?? refundMinor),
  );
}

function placedPayment({ payment }: PlacedOrder): PaymentStatus {
  return payment?.action === undefined ? 'pending' : 'requires-action';
}

// What somebody has to look at comes before how far the payment is, the dearest first.
function troubledPayment(
  fulfilment: Fulfilment,
  { owedMinor }: OrderAmounts,
): PaymentStatus | undefined {
  const disputes = disputesOf(fulfilment);
  if (disputes.some(({ state }) => state === 'opened')) return 'disputed';
  if (disputes.some(({ state }) => state === 'lost')) return 'dispute-lost';
  if (fulfilment.refusedCapture) return 'capture-refused';
  if (owedMinor > 0 && isAuthorizationGone(fulfilment)) return 'authorization-expired';
  return refundIsMissing(fulfilment) ? 'refund-failed' : undefined;
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

function endedPayment(order: Exclude<PresentOrder, ConfirmedOrder | PlacedOrder>) {
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
