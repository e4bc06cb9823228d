import { Type, type Static } from 'typebox';
import { Currency } from './currency.ts';

/** The largest amount that is accepted anywhere, in minor units. Sums of such amounts are exact. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;

const AmountMinor = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR });

/**
 * An amount of money: an integer of minor units (pence) with its currency. Stored amounts keep the
 * currency that they once had, so the code is not compared with today's table; requests use Price.
 */
export const Money = Type.Object(
  {
    amountMinor: AmountMinor,
    currency: Type.String({
      description: 'a currency code of three capital letters (ISO 4217)',
      pattern: '^[A-Z]{3}$',
    }),
  },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

/** An amount in a request: Money in a currency that can be sold in. */
export const Price = Type.Object(
  { amountMinor: AmountMinor, currency: Currency },
  { additionalProperties: false },
);
export type Price = Static<typeof Price>;
