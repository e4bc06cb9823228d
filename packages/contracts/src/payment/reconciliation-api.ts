import { Type, type Static } from 'typebox';

/** POST /reconciliations: compare the own record with the provider's whole book. */
export const Reconcile = Type.Object(
  {
    /** Says what would be repaired, and changes nothing. */
    dryRun: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type Reconcile = Static<typeof Reconcile>;

/** A difference between the two records. */
export interface Difference {
  orderId: string;
  operationId?: string;
  /** A stable name of what differs. */
  reason: string;
  /** The difference in words, for a person. */
  detail: string;
}

export interface ReconciliationReport {
  dryRun: boolean;
  /** Payments compared: of the own record, and of the provider's book. */
  compared: { ours: number; theirs: number };
  /** What was put right; with dryRun, what would be. */
  repaired: Difference[];
  /** What could not be put right now because the provider gave no clear answer. */
  open: Difference[];
  /** What a person has to decide. */
  needsPerson: Difference[];
  /** Differences beyond the limit of each list, which are counted only. */
  unlisted: number;
}
