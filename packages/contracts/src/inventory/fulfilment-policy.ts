import { Type, type Static } from 'typebox';

/** What happens to an order when not all of its units are available. */
export const FulfilmentPolicy = Type.Union([
  /** Every line in full, or nothing. */
  Type.Literal('all'),
  /** The available units; the shortfall is left out. Nothing only if no unit is available. */
  Type.Literal('partial'),
  /** The available units; the rest is backordered and filled in order of arrival. */
  Type.Literal('backorder'),
  /** Every line in full, or nothing; ships in as many packages as needed. */
  Type.Literal('split'),
]);
export type FulfilmentPolicy = Static<typeof FulfilmentPolicy>;
