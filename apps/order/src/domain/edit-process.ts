import type { HoldResult } from '@commerce/contracts/inventory/reservation-actor';
import type { Money } from '@commerce/contracts/money';
import type { EditDeclineCode } from '@commerce/contracts/order/order-edit';
import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import { unitsBySku } from './order-lines.ts';
import type { ConfirmedOrder, PendingEdit, Shortages, Units } from './order-state.ts';
import type { AbandonEdit, BookEdit } from './pending-edit.ts';

/** Times that one turn asks for the authorization of an edit while the answers are lost. */
const MAX_AUTHORIZATION_ATTEMPTS = 2;

/** What the steps of one turn have learned about the pending edit. */
export interface EditTurn {
  stock?: HoldResult | { outcome: 'unreachable' };
  payment?: AuthorizationResult | { outcome: 'erased' };
  authorizationAttempts: number;
  /** What payment said when the authorization was given up. */
  withdrawal?: AuthorizationResult;
}

export type EditStep =
  | { do: 'hold-added-units'; editId: string; lines: Units }
  | { do: 'authorize-edit'; editId: string; amount: Money }
  /** Has payment give up the authorization, of which it is not known whether there is one. */
  | { do: 'withdraw-edit'; editId: string }
  | { do: 'decide'; command: BookEdit | AbandonEdit }
  | { do: 'rest' };

/**
 * The next step of a pending edit: hold the added units, authorize the new total, book. Whatever cannot be had
 * declines the edit, and inventory gives the units back when it hears of that. `outOfPatience`: an answer that
 * does not come declines it too, once payment has given its money up: what it may hold by then is booked.
 */
export function nextStepOfEdit(
  edit: PendingEdit,
  { orderDetails }: ConfirmedOrder,
  { turn, now, outOfPatience }: { turn: EditTurn | undefined; now: string; outOfPatience: boolean },
): EditStep {
  const { editId, added, authorizedMinor } = edit;
  const { stock, payment, authorizationAttempts = 0, withdrawal } = turn ?? {};
  const abandon = (code: EditDeclineCode, reason: string, shortages?: Shortages): EditStep => ({
    do: 'decide',
    command: { type: 'AbandonEdit', editId, code, reason, shortages, now },
  });
  /** Declines an edit of which it is not known whether it has its money. */
  const giveUp = (
    decline: EditStep,
    bookWith?: (authorizationId: string) => EditStep,
  ): EditStep => {
    if (authorizedMinor === undefined) return decline;
    if (withdrawal === undefined) return { do: 'withdraw-edit', editId };
    if (withdrawal.outcome === 'authorized') {
      return bookWith?.(withdrawal.authorizationId) ?? { do: 'rest' };
    }
    return withdrawal.outcome === 'unknown' ? { do: 'rest' } : decline;
  };
  if (added.length > 0) {
    if (stock === undefined) return { do: 'hold-added-units', editId, lines: unitsBySku(added) };
    switch (stock.outcome) {
      case 'unreachable':
        return outOfPatience
          ? giveUp(abandon('stock-unavailable', 'Inventory gave no answer.'))
          : { do: 'rest' };
      case 'short':
        return abandon('out-of-stock', shortageText(stock.lines), stock.lines);
      case 'closed':
        return abandon('stock-unavailable', 'The reservation of the order is closed.');
      case 'held':
        break;
    }
  }
  const waiting = stock?.outcome === 'held' ? stock.waiting : undefined;
  const book = (authorizationId?: string): EditStep => ({
    do: 'decide',
    command: { type: 'BookEdit', editId, authorizationId, waiting, now },
  });
  if (authorizedMinor === undefined) return book();
  const isUnclear =
    payment?.outcome === 'unknown' && authorizationAttempts < MAX_AUTHORIZATION_ATTEMPTS;
  if (payment === undefined || isUnclear) {
    const amount = { ...orderDetails.total, amountMinor: authorizedMinor };
    return { do: 'authorize-edit', editId, amount };
  }
  switch (payment.outcome) {
    case 'authorized':
      return book(payment.authorizationId);
    case 'declined':
      return abandon('payment-declined', `The payment was declined: ${payment.reason}.`);
    case 'requires-action':
      return abandon('payment-declined', 'The bank wants the customer to act.');
    case 'voided':
      return abandon('payment-declined', 'The payment of the order was voided.');
    case 'erased':
      return giveUp(
        abandon('payment-declined', 'The payment token was erased with the customer.'),
        book,
      );
    case 'unknown':
      return outOfPatience
        ? giveUp(abandon('payment-unavailable', 'Payment gave no clear answer.'), book)
        : { do: 'rest' };
  }
}

function shortageText([first]: Shortages): string {
  return first === undefined
    ? 'Units are out of stock.'
    : `Only ${first.available} units of ${first.sku} can be added, not ${first.requested}.`;
}
