import type { HoldResult, Shortage } from '@commerce/contracts/inventory/reservation-actor';
import type { Money } from '@commerce/contracts/money';
import type { OrderEndReason } from '@commerce/contracts/order/order-events';
import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import { sum } from './amounts.ts';
import { startFulfilment } from './fulfilment.ts';
import type { Order, OrderCommand } from './order.ts';

type Placing = Extract<Order, { status: 'placed' }>['placing'];

/** Times that one turn asks for an authorization whose answer was lost. */
const MAX_ASKS_PER_TURN = 2;

/** What the steps of one turn have found out; nothing of it is stored before the order's end. */
export interface Findings {
  stock?: HoldResult | { outcome: 'unreachable' };
  /** 'erased': the customer was erased, and with them what pays for the order. */
  payment?: AuthorizationResult | { outcome: 'erased' };
  /** Authorizations asked for in this turn. */
  asks: number;
  /** The compensation workflow was started in this turn, or left to the next. */
  compensationStarted: boolean;
  /** Returns whose workflow was started in this turn, or left to the next. */
  returnsStarted: readonly string[];
  /** The turn only drives the order on: what it would start may run already. */
  mayRun: boolean;
}

export const noFindings: Findings = {
  asks: 0,
  compensationStarted: false,
  returnsStarted: [],
  mayRun: false,
};

/** What is due for an order. */
export type Step =
  | { do: 'hold-stock' }
  | { do: 'authorize-payment'; amount: Money }
  | { do: 'decide'; command: OrderCommand }
  | { do: 'start-compensation' }
  | { do: 'start-return'; returnId: string }
  /** Nothing now: the order is at its end, or it is driven again later. */
  | { do: 'rest' };

/**
 * The order process: what is due next, given the order, what this turn found out, and the time
 * (ISO). The same function drives the first turn, the repair after a crash and the compensation.
 * An order that its neighbours leave without an answer for longer than patienceMs is given up.
 */
export function nextStep(
  order: Order,
  findings: Findings,
  { now, patienceMs }: { now: string; patienceMs: number },
): Step {
  switch (order.status) {
    case 'absent':
    case 'rejected':
    case 'cancelled':
      return { do: 'rest' };
    case 'confirmed': {
      const arrived = order.fulfilment.returns.find(
        ({ status, returnId, saga }) =>
          status === 'received' &&
          saga?.parked === undefined &&
          !findings.returnsStarted.includes(returnId),
      );
      return arrived === undefined
        ? { do: 'rest' }
        : { do: 'start-return', returnId: arrived.returnId };
    }
    case 'cancelling':
      // What is parked waits for a person.
      return findings.compensationStarted || order.saga?.parked !== undefined
        ? { do: 'rest' }
        : { do: 'start-compensation' };
    case 'placed': {
      const outOfPatience = Date.parse(now) - Date.parse(order.placing.placedAt) > patienceMs;
      return nextStepOfPlaced(order.placing, findings, { now, outOfPatience });
    }
  }
}

function nextStepOfPlaced(
  placing: Placing,
  { stock, payment, asks }: Findings,
  { now, outOfPatience }: { now: string; outOfPatience: boolean },
): Step {
  const waitOrAbandon = (reason: OrderEndReason): Step =>
    outOfPatience
      ? { do: 'decide', command: { type: 'AbandonOrder', reason, now } }
      : { do: 'rest' };

  if (stock === undefined) return { do: 'hold-stock' };
  switch (stock.outcome) {
    case 'unreachable':
      return waitOrAbandon('stock-unavailable');
    case 'short':
      return { do: 'decide', command: { type: 'RejectOrder', shortages: stock.lines, now } };
    case 'closed':
      return {
        do: 'decide',
        command: { type: 'AbandonOrder', reason: 'stock-unavailable', now },
      };
    case 'held':
      break;
  }
  const amount = payableFor(placing, stock.cut);
  if (payment === undefined) return { do: 'authorize-payment', amount };
  switch (payment.outcome) {
    case 'authorized':
      return {
        do: 'decide',
        command: {
          type: 'ConfirmOrder',
          authorizationId: payment.authorizationId,
          total: amount,
          cut: stock.cut?.map(({ sku, requested, available }) => ({
            sku,
            quantity: requested - available,
          })),
          waiting: stock.waiting,
          now,
        },
      };
    case 'declined':
      return { do: 'decide', command: { type: 'AbandonOrder', reason: 'payment-declined', now } };
    case 'voided':
    case 'erased':
      return {
        do: 'decide',
        command: { type: 'AbandonOrder', reason: 'payment-unavailable', now },
      };
    case 'unknown':
      return asks < MAX_ASKS_PER_TURN
        ? { do: 'authorize-payment', amount }
        : waitOrAbandon('payment-unavailable');
  }
}

/** What the customer pays: the total, or what is left of it when lines were cut. */
function payableFor(placing: Placing, cut: Shortage[] | undefined): Money {
  if (cut === undefined || cut.length === 0) return placing.total;
  const { lines } = startFulfilment(placing, {
    cut: cut.map(({ sku, requested, available }) => ({ sku, quantity: requested - available })),
  });
  return {
    amountMinor: sum(lines.map(({ amountMinor }) => amountMinor)),
    currency: placing.total.currency,
  };
}
