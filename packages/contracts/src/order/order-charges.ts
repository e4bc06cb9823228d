import { Type, type Static } from 'typebox';

/** What is added to or deducted from the sum of the lines, in minor units of the order's currency. */
export const Charges = Type.Object({
  discountMinor: Type.Integer({ minimum: 0 }),
  taxMinor: Type.Integer({ minimum: 0 }),
  shippingMinor: Type.Integer({ minimum: 0 }),
});
export type Charges = Static<typeof Charges>;

/**
 * The rules by which the charges of an order were computed, so that they can be computed again for
 * other units.
 */
export const ChargeTerms = Type.Object({
  /** Off the lines, hundredths of a percent; rounded down to a whole minor unit. */
  discountBasisPoints: Type.Integer({ minimum: 0 }),
  /** On the discounted lines, hundredths of a percent; rounded half up. */
  taxBasisPoints: Type.Integer({ minimum: 0 }),
  /** Shipping of the order, minor units. */
  shippingMinor: Type.Integer({ minimum: 0 }),
  /** Shipping is free from this sum of the discounted lines on; absent: never. */
  freeShippingFromMinor: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type ChargeTerms = Static<typeof ChargeTerms>;
