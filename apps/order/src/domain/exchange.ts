import { hasArrived } from './inspection.ts';
import type { Exchange, Fulfilment, Order, Return } from './order-state.ts';
import { findReturn } from './returns.ts';

/** What is due about the order that replaces returned units: it exists, or it must not go on. */
export interface ExchangeStep {
  do: 'place' | 'cancel';
  /** The announced return, of which others are parts. */
  returnId: string;
  exchange: Exchange;
}

/**
 * What is due about the exchange of a return, or of the return that it is a part of; undefined if it has none. The
 * exchange stands while units are announced or have arrived, and ends with a return of which none did.
 */
export function exchangeStep(order: Order, returnId: string): ExchangeStep | undefined {
  if (order.status !== 'confirmed') return undefined;
  const { fulfilment } = order;
  const asked = findReturn(fulfilment, returnId);
  const announced = findReturn(fulfilment, asked?.partOf ?? returnId);
  if (announced?.exchange === undefined) return undefined;
  const stands = announced.status === 'requested' || unitsArrived(fulfilment, announced);
  const { exchange } = announced;
  return { do: stands ? 'place' : 'cancel', returnId: announced.returnId, exchange };
}

/** Whether units of a return have arrived, all or a part. */
export function hasReturnArrived(order: Order, returnId: string): boolean {
  if (order.status !== 'confirmed') return false;
  const found = findReturn(order.fulfilment, returnId);
  return found !== undefined && unitsArrived(order.fulfilment, found);
}

function unitsArrived({ returns }: Fulfilment, { returnId }: Return): boolean {
  return returns.some(
    (one) => (one.returnId === returnId || one.partOf === returnId) && hasArrived(one),
  );
}
