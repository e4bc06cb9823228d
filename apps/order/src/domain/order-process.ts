import type {
  HoldResult,
  LocatedUnits,
  Shortage,
} from '@commerce/contracts/inventory/reservation-actor';
import type { Money } from '@commerce/contracts/money';
import type { Charges } from '@commerce/contracts/order/order-charges';
import type { OrderEndReason } from '@commerce/contracts/order/order-events';
import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import { sum } from './amounts.ts';
import { charged, chargesOf } from './charges.ts';
import { nextStepOfEdit, type EditStep, type EditTurn } from './edit-process.ts';
import { startFulfilment } from './fulfilment.ts';
import { totalOf } from './order-lines.ts';
import { attemptOf } from './order-payment.ts';
import type { Fulfilment, Order, OrderDetails, PlacedOrder, Units } from './order-state.ts';
import type { OrderCommand } from './order.ts';

/** Times that one turn asks for an authorization while the answers are lost. */
const MAX_AUTHORIZATION_ATTEMPTS = 2;

/** The authorization id of an order that costs nothing. */
const NOTHING_TO_PAY = 'nothing-to-pay';

/** The answer to an authorization; what the customer has to do is encrypted. */
export type AuthorizationAnswer =
  | Exclude<AuthorizationResult, { outcome: 'requires-action' }>
  | { outcome: 'requires-action'; attemptId: string; expiresAt: string; personal?: string };

/** What the steps of one turn have learned; nothing of it is stored until the order is decided. */
export interface TurnContext {
  stock?: HoldResult | { outcome: 'unreachable' };
  /** 'erased': the customer was erased, and the payment token with them. */
  payment?: AuthorizationAnswer | { outcome: 'erased' };
  /** Authorizations that this turn has asked for. */
  authorizationAttempts: number;
  /** The compensation workflow was started in this turn, or left to the next one. */
  compensationStarted: boolean;
  /** Returns whose workflow was started in this turn, or left to the next one. */
  returnsStarted: readonly string[];
  /** The same for refunds without a return. */
  refundsStarted: readonly string[];
  /** Of the pending edit; absent: nothing yet. */
  edit?: EditTurn;
  /** Somebody says that the customer has acted: payment is asked, although the time is not over. */
  customerMayHaveActed: boolean;
  /** No command came with this turn, so the workflow that it would start may already run. */
  mayAlreadyRun: boolean;
}

export const emptyTurn: TurnContext = {
  authorizationAttempts: 0,
  compensationStarted: false,
  returnsStarted: [],
  refundsStarted: [],
  customerMayHaveActed: false,
  mayAlreadyRun: false,
};

/** The next step of an order. */
export type Step =
  | { do: 'hold-stock' }
  | { do: 'authorize-payment'; amount: Money; attempt: number }
  | { do: 'complete-payment'; attempt: number }
  | { do: 'decide'; command: OrderCommand }
  | { do: 'start-compensation' }
  | { do: 'start-return'; returnId: string }
  | { do: 'start-refund'; refundId: string }
  | EditStep
  /** Nothing for now: the order has ended, or another turn drives it later. */
  | { do: 'rest' };

/**
 * The order process: the next step, given the order, what this turn has learned, and the time (ISO).
 * The same function drives the first turn, the recovery after a crash and the compensation. An order
 * that gets no answer from inventory or payment for longer than patienceMs is given up.
 */
export function nextStep(
  order: Order,
  turn: TurnContext,
  { now, patienceMs }: { now: string; patienceMs: number },
): Step {
  const isLonger = (since: string) => Date.parse(now) - Date.parse(since) > patienceMs;
  switch (order.status) {
    case 'absent':
    case 'rejected':
    case 'cancelled':
      return { do: 'rest' };
    case 'confirmed':
      return order.pendingEdit === undefined
        ? nextStepOfConfirmed(order.fulfilment, turn)
        : nextStepOfEdit(order.pendingEdit, order, {
            turn: turn.edit,
            now,
            outOfPatience: isLonger(order.pendingEdit.startedAt),
          });
    case 'cancelling':
      // A parked compensation waits for a person.
      return turn.compensationStarted || order.saga?.parked !== undefined
        ? { do: 'rest' }
        : { do: 'start-compensation' };
    case 'placed': {
      const { orderDetails, payment } = order;
      // While the customer may act, nobody loses patience.
      const waitsSince = payment?.action?.expiresAt ?? payment?.since ?? orderDetails.placedAt;
      return nextStepOfPlaced(order, turn, { now, outOfPatience: isLonger(waitsSince) });
    }
  }
}

// A parked return or refund waits for a person.
function nextStepOfConfirmed(
  { returns, refunds = [] }: Fulfilment,
  { returnsStarted, refundsStarted }: TurnContext,
): Step {
  const arrived = returns.find(
    ({ status, returnId, saga }) =>
      status === 'received' && saga?.parked === undefined && !returnsStarted.includes(returnId),
  );
  if (arrived !== undefined) return { do: 'start-return', returnId: arrived.returnId };
  const approved = refunds.find(
    ({ status, refundId, saga }) =>
      status === 'approved' && saga?.parked === undefined && !refundsStarted.includes(refundId),
  );
  return approved === undefined
    ? { do: 'rest' }
    : { do: 'start-refund', refundId: approved.refundId };
}

interface Instant {
  now: string;
  outOfPatience: boolean;
}

function nextStepOfPlaced(order: PlacedOrder, turn: TurnContext, at: Instant): Step {
  const { action } = order.payment ?? {};
  const { payment } = turn;
  if (action !== undefined && payment === undefined) {
    const isOver = Date.parse(at.now) >= Date.parse(action.expiresAt);
    return isOver || turn.customerMayHaveActed
      ? { do: 'complete-payment', attempt: attemptOf(order) }
      : { do: 'rest' };
  }
  // The stock of an order that waits is held already: it matters only if the order can go on.
  return action !== undefined && payment !== undefined && payment.outcome !== 'authorized'
    ? nextStepUnpaid(order, payment, at)
    : nextStepToConfirmation(order, turn, at);
}

function nextStepToConfirmation(order: PlacedOrder, turn: TurnContext, at: Instant): Step {
  const { orderDetails } = order;
  const { stock, payment, authorizationAttempts } = turn;
  const { now } = at;
  const attempt = attemptOf(order);
  if (stock === undefined) return { do: 'hold-stock' };
  switch (stock.outcome) {
    case 'unreachable':
      return waitOrAbandon('stock-unavailable', at);
    case 'short':
      return { do: 'decide', command: { type: 'RejectOrder', shortages: stock.lines, now } };
    case 'closed':
      return abandon('stock-unavailable', at);
    case 'held':
      break;
  }
  const shortfall = stock.cut && shortfallOf(stock.cut);
  const due = dueWithout(orderDetails, shortfall);
  const confirm = (authorizationId: string): Step => ({
    do: 'decide',
    command: {
      type: 'ConfirmOrder',
      ...{ authorizationId, ...due, shortfall, backordered: stock.waiting, now },
      expectedParcels: expectedParcelsOf(stock.allocations),
    },
  });
  // Nothing to pay: no provider is asked.
  if (due.total.amountMinor === 0) return confirm(NOTHING_TO_PAY);
  const isUnclear =
    payment?.outcome === 'unknown' && authorizationAttempts < MAX_AUTHORIZATION_ATTEMPTS;
  if (payment === undefined || isUnclear) {
    return { do: 'authorize-payment', amount: due.total, attempt };
  }
  return payment.outcome === 'authorized'
    ? confirm(payment.authorizationId)
    : nextStepUnpaid(order, payment, at);
}

function nextStepUnpaid(
  order: PlacedOrder,
  payment: Exclude<NonNullable<TurnContext['payment']>, { outcome: 'authorized' }>,
  at: Instant,
): Step {
  switch (payment.outcome) {
    case 'requires-action': {
      const { attemptId, expiresAt, personal } = payment;
      // The provider may not have let go of it yet, although the time is over.
      if (order.payment?.action?.attemptId === attemptId) {
        return waitOrAbandon('payment-declined', at);
      }
      const required = { attempt: attemptOf(order), attemptId, expiresAt, personal, now: at.now };
      return { do: 'decide', command: { type: 'RequirePaymentAction', ...required } };
    }
    case 'declined':
      return abandon('payment-declined', at);
    case 'voided':
    case 'erased':
      return abandon('payment-unavailable', at);
    case 'unknown':
      return waitOrAbandon('payment-unavailable', at);
  }
}

function abandon(reason: OrderEndReason, { now }: Instant): Step {
  return { do: 'decide', command: { type: 'AbandonOrder', reason, now } };
}

function waitOrAbandon(reason: OrderEndReason, at: Instant): Step {
  return at.outOfPatience ? abandon(reason, at) : { do: 'rest' };
}

/** A location packs a parcel of its own; undefined for one. */
function expectedParcelsOf(allocations: readonly LocatedUnits[] = []): number | undefined {
  const locations = new Set(allocations.map(({ location }) => location));
  return locations.size > 1 ? locations.size : undefined;
}

function shortfallOf(lines: Shortage[]): Units {
  return lines.map(({ sku, requested, available }) => ({ sku, quantity: requested - available }));
}

/**
 * What the customer pays: the total or, without the shortfall, the units that are left at their prices,
 * with the charges that the order's terms put on them. Older orders keep the share of their charges.
 */
function dueWithout(
  orderDetails: OrderDetails,
  shortfall: Units = [],
): { total: Money; charges?: Charges } {
  if (shortfall.length === 0) return { total: orderDetails.total };
  const { currency } = orderDetails.total;
  const { terms } = orderDetails;
  const { lines } = startFulfilment(orderDetails, { shortfall });
  if (terms === undefined) {
    return { total: { amountMinor: sum(lines.map(({ amountMinor }) => amountMinor)), currency } };
  }
  const linesMinor = totalOf(
    lines.map(({ quantity }, n) => ({
      quantity,
      unitPriceMinor: orderDetails.lines[n]?.unitPriceMinor ?? 0,
    })),
  );
  const charges = chargesOf(linesMinor, terms);
  return { total: charged({ amountMinor: linesMinor, currency }, charges), charges };
}
