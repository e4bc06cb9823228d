import { Type, type Static } from 'typebox';

/** POST /reconciliations: compares our payments with all records of the provider. */
export const Reconcile = Type.Object(
  {
    /** Lists the repairs without making them. */
    dryRun: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type Reconcile = Static<typeof Reconcile>;

/**
 * acknowledged: a person knows it and it stays as it is. resolved: gone; open again if it is found
 * again. booked: its movement was taken into the books.
 */
export const FindingState = Type.Union([
  Type.Literal('open'),
  Type.Literal('acknowledged'),
  Type.Literal('resolved'),
  Type.Literal('booked'),
]);
export type FindingState = Static<typeof FindingState>;

/** A difference between our records and the provider's. */
export interface Difference {
  orderId: string;
  operationId?: string;
  /** A stable code of the kind of difference. */
  reason: string;
  /** A description for an operator. */
  detail: string;
  /** Of a difference for a person: where it can be decided. */
  findingId?: number;
}

export interface ReconciliationReport {
  dryRun: boolean;
  /** Payments compared: from our records, and from the provider's. */
  compared: { ours: number; theirs: number };
  /** Repaired; with dryRun, what would be repaired. */
  repaired: Difference[];
  /** Not repaired yet, because the provider gave no clear answer. */
  open: Difference[];
  /** The differences that an operator has to decide. */
  needsPerson: Difference[];
  /** Number of differences beyond the limits of the lists. */
  unlisted: number;
}
