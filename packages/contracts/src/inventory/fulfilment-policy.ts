import { Type, type Static } from 'typebox';

/** What happens to an order when not all of its units are available. */
export const FulfilmentPolicy = Type.Union([
  /** Every line in full, or nothing. */
  Type.Literal('all'),
  /** What is available; the shortfall is left out. Nothing only if no unit is available. */
  Type.Literal('partial'),
  /** What is available; the rest is backordered and served in order of arrival. */
  Type.Literal('backorder'),
  /** Every line in full, or nothing, in as many packages as it takes. */
  Type.Literal('split'),
]);
export type FulfilmentPolicy = Static<typeof FulfilmentPolicy>;
