import { Type, type Static } from 'typebox';

/** POST /read-models/rebuild of the order app: make its read models anew from the streams. */
export const RebuildReadModels = Type.Object(
  {
    /** Compares only, and changes nothing. */
    check: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type RebuildReadModels = Static<typeof RebuildReadModels>;

/** A row that is not what the streams say. */
export interface RowDifference {
  table: string;
  key: string;
  /** missing: the streams tell of it; surplus: they do not; wrong: in the columns named. */
  kind: 'missing' | 'surplus' | 'wrong';
  columns?: string[];
}

export interface RebuildReport {
  check: boolean;
  /** Events read, some of them twice. */
  events: number;
  /** Rows of each table as the streams say. */
  rows: Record<string, number>;
  /** What differed; without `check` it is put right. */
  differences: RowDifference[];
  /** Differences beyond the limit of the list, which are counted only. */
  unlisted: number;
  /** Rows that only waited for an event on its way here. */
  late: number;
  /** How long the rebuild took, and for how long of it no event was applied, ms. */
  tookMs: number;
  lockedMs: number;
}
