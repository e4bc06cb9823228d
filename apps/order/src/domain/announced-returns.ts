import { accepted } from 'dapr-actor-runtime/streams';
import { withStatus } from './fulfilment.ts';
import type { OrderDecision } from './order-decision.ts';
import type { ConfirmedOrder } from './order-state.ts';
import { findReturn, returnNotFound, returnNotOpen } from './returns.ts';

export interface WithdrawReturn {
  type: 'WithdrawReturn';
  returnId: string;
  now: string;
}

export interface DeclineReturn {
  type: 'DeclineReturn';
  returnId: string;
  /** The account of the person. */
  by: string;
  /** The reason in words, encrypted. */
  personal?: string | undefined;
  now: string;
}

export interface CloseReturn {
  type: 'CloseReturn';
  returnId: string;
  /** The account of the person. */
  by: string;
  now: string;
}

/**
 * The customer keeps the units of a return that are still announced. Rejects with return-not-found, or with
 * return-not-open once all have arrived or it has ended in another way.
 */
export function withdrawReturn(
  { returnId, now }: WithdrawReturn,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const found = findReturn(fulfilment, returnId);
  if (found === undefined) return returnNotFound();
  if (found.status === 'withdrawn') return accepted();
  if (found.status !== 'requested') return returnNotOpen(found);
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderReturnWithdrawn.v1',
      data: { returnId, withdrawnAt: now },
    }),
  );
}

/** The shop does not take the units of a return that are still announced. Rejects as withdrawReturn() does. */
export function declineReturn(
  { returnId, by, personal, now }: DeclineReturn,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const found = findReturn(fulfilment, returnId);
  if (found === undefined) return returnNotFound();
  if (found.status === 'declined') return accepted();
  if (found.status !== 'requested') return returnNotOpen(found);
  const declined = withStatus(fulfilment, {
    type: 'OrderReturnDeclined.v1',
    data: { returnId, by, declinedAt: now },
  });
  if (personal === undefined) return accepted(declined);
  const explained = withStatus(fulfilment, {
    type: 'OrderReturnDeclineExplained.v1',
    data: { returnId, personal, explainedAt: now },
  });
  return accepted(explained, declined);
}

/**
 * The units of a return that are still announced do not come: they are with the customer again. Rejects as
 * withdrawReturn() does.
 */
export function closeReturn(
  { returnId, by, now }: CloseReturn,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const found = findReturn(fulfilment, returnId);
  if (found === undefined) return returnNotFound();
  if (found.status === 'closed') return accepted();
  if (found.status !== 'requested') return returnNotOpen(found);
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderReturnClosed.v1',
      data: { returnId, by, closedAt: now },
    }),
  );
}
