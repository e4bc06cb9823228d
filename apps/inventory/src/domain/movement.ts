import type { LocatedUnits } from '@commerce/contracts/inventory/reservation-actor';

/** A change of stock caused by a reservation, as the ledger names it. */
export type ReservationMovement = 'hold' | 'commit' | 'release' | 'expire' | 'restock' | 'withdraw';
/** A change of stock made by people. */
export type OperationKind = 'receipt' | 'adjustment' | 'transfer';

/** A row of the movement ledger: what changed in the stock of a product at a location, and why. */
export interface Movement {
  sku: string;
  location: string;
  kind: ReservationMovement | OperationKind;
  onHandDelta: number;
  heldDelta: number;
  orderId: string | null;
  eventId: string | null;
  /** The receipt, adjustment, transfer, cancellation or return. */
  operationId: string | null;
  correlationId: string;
}

/** Why the units of a reservation move. */
export interface Cause {
  orderId: string;
  eventId?: string;
  operationId?: string;
  correlationId: string;
}

/** The effect of a movement of one unit on the units on hand and on the held ones among them. */
export const unitEffect: Record<ReservationMovement, { onHand: -1 | 0 | 1; held: -1 | 0 | 1 }> = {
  hold: { onHand: 0, held: 1 },
  commit: { onHand: -1, held: -1 },
  release: { onHand: 0, held: -1 },
  expire: { onHand: 0, held: -1 },
  restock: { onHand: 1, held: 0 },
  withdraw: { onHand: -1, held: 0 },
};

/** The ledger rows of one movement of all these units. */
export function movementsOf(
  kind: ReservationMovement,
  lines: readonly LocatedUnits[],
  cause: Cause,
): Movement[] {
  const effect = unitEffect[kind];
  return lines.map(({ sku, location, quantity }) => ({
    sku,
    location,
    kind,
    onHandDelta: effect.onHand * quantity,
    heldDelta: effect.held * quantity,
    orderId: cause.orderId,
    eventId: cause.eventId ?? null,
    operationId: cause.operationId ?? null,
    correlationId: cause.correlationId,
  }));
}
