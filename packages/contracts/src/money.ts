import { Type, type Static } from 'typebox';

/** Largest amount that is taken anywhere, in minor units: sums of it stay exact integers. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;

/** An ISO 4217 code. */
export const Currency = Type.String({ pattern: '^[A-Z]{3}$' });

/** An amount of money: an integer of minor units (pence) with its currency. */
export const Money = Type.Object(
  { amountMinor: Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR }), currency: Currency },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

/** A product code; letter case does not matter on the way in, upper case is kept. */
export const Sku = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' });

/** The form in which a product code is kept and compared. */
export function canonicalSku(sku: string): string {
  return sku.toUpperCase();
}
