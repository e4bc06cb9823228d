import { Type, type Static } from 'typebox';

/** The largest amount that is accepted anywhere, in minor units. Sums of such amounts are exact. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;

/** An ISO 4217 code. */
export const Currency = Type.String({ pattern: '^[A-Z]{3}$' });

/** An amount of money: an integer of minor units (pence) with its currency. */
export const Money = Type.Object(
  { amountMinor: Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR }), currency: Currency },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;

/** A product code. It may be sent in any letter case and is stored in upper case. */
export const Sku = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' });

/** The form in which a product code is stored and compared. */
export function canonicalSku(sku: string): string {
  return sku.toUpperCase();
}
