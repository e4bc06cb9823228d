import type { LocatedUnits, RestockedUnits } from '@commerce/contracts/inventory/reservation-actor';

/** A change that a reservation causes: what happens to its units. */
export type ReservationChange =
  | 'reserve'
  | 'confirm'
  | 'ship'
  | 'ship-unreserved'
  | 'release'
  | 'expire'
  | 'return'
  | 'return-to-quarantine'
  | 'return-as-scrap'
  | 'withdraw'
  | 'withdraw-from-quarantine'
  | 'withdraw-scrap';

/** The kinds of rows that the ledger gets. Older rows also have hold, commit, restock, adjustment. */
export type MovementKind =
  | 'receipt'
  | 'adjust'
  | 'transfer'
  | 'reserve'
  | 'confirm'
  | 'ship'
  | 'release'
  | 'expire'
  | 'return'
  | 'withdraw'
  | 'scrap';

/** The change of each count of a stock row. */
export interface Deltas {
  onHand: number;
  reserved: number;
  quarantined: number;
}

/** A row of the movement ledger: what changed in the stock of a product at a location, and why. */
export interface Movement {
  sku: string;
  location: string;
  kind: MovementKind;
  /** The units it is about, also where no count changes. */
  quantity: number;
  deltas: Deltas;
  orderId: string | null;
  eventId: string | null;
  /** The receipt, adjustment, transfer, inspection, shipment, cancellation or return. */
  operationId: string | null;
  correlationId: string;
}

/** Why the units of a reservation move. */
export interface Cause {
  orderId: string;
  eventId?: string | undefined;
  operationId?: string;
  correlationId: string;
}

interface Effect {
  kind: MovementKind;
  /** The change of each count by one unit. */
  onHand: -1 | 0 | 1;
  reserved: -1 | 0 | 1;
  quarantined: -1 | 0 | 1;
}

/** What each change does, by unit. Units leave the shelf when they ship, not before. */
export const effects: Record<ReservationChange, Effect> = {
  reserve: { kind: 'reserve', onHand: 0, reserved: 1, quarantined: 0 },
  confirm: { kind: 'confirm', onHand: 0, reserved: 0, quarantined: 0 },
  ship: { kind: 'ship', onHand: -1, reserved: -1, quarantined: 0 },
  'ship-unreserved': { kind: 'ship', onHand: -1, reserved: 0, quarantined: 0 },
  release: { kind: 'release', onHand: 0, reserved: -1, quarantined: 0 },
  expire: { kind: 'expire', onHand: 0, reserved: -1, quarantined: 0 },
  return: { kind: 'return', onHand: 1, reserved: 0, quarantined: 0 },
  'return-to-quarantine': { kind: 'return', onHand: 1, reserved: 0, quarantined: 1 },
  'return-as-scrap': { kind: 'scrap', onHand: 0, reserved: 0, quarantined: 0 },
  withdraw: { kind: 'withdraw', onHand: -1, reserved: 0, quarantined: 0 },
  'withdraw-from-quarantine': { kind: 'withdraw', onHand: -1, reserved: 0, quarantined: -1 },
  'withdraw-scrap': { kind: 'withdraw', onHand: 0, reserved: 0, quarantined: 0 },
};

/** The ledger rows of one change of all these units. */
export function movementsOf(
  change: ReservationChange,
  lines: readonly LocatedUnits[],
  cause: Cause,
): Movement[] {
  const { kind, onHand, reserved, quarantined } = effects[change];
  return lines.map(({ sku, location, quantity }) => ({
    sku,
    location,
    kind,
    quantity,
    deltas: {
      onHand: onHand * quantity,
      reserved: reserved * quantity,
      quarantined: quarantined * quantity,
    },
    orderId: cause.orderId,
    eventId: cause.eventId ?? null,
    operationId: cause.operationId ?? null,
    correlationId: cause.correlationId,
  }));
}

/** The ledger rows of units that come back, each by its disposition. */
export function movementsOfReturn(lines: readonly RestockedUnits[], cause: Cause): Movement[] {
  const changes = { quarantine: 'return-to-quarantine', scrap: 'return-as-scrap' } as const;
  return lines.flatMap((one) =>
    movementsOf(one.disposition ? changes[one.disposition] : 'return', [one], cause),
  );
}

/** The ledger rows that undo those of a return. */
export function movementsOfWithdrawal(lines: readonly RestockedUnits[], cause: Cause): Movement[] {
  const changes = { quarantine: 'withdraw-from-quarantine', scrap: 'withdraw-scrap' } as const;
  return lines.flatMap((one) =>
    movementsOf(one.disposition ? changes[one.disposition] : 'withdraw', [one], cause),
  );
}

/** Whether a movement changes any count of the stock. */
export function changesStock({ deltas }: Movement): boolean {
  return deltas.onHand !== 0 || deltas.reserved !== 0 || deltas.quarantined !== 0;
}
