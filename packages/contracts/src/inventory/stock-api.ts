import { Type, type Static } from 'typebox';

/** Most units that one receipt brings or one line wants. */
export const MAX_QUANTITY = 1_000_000_000;

/** The name of a place that keeps stock; letter case matters. */
export const Location = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' });

/** POST /stock/{sku}/receipts: units arrive at a location. */
export const ReceiveStock = Type.Object(
  { location: Location, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
  { additionalProperties: false },
);
export type ReceiveStock = Static<typeof ReceiveStock>;

/** A receipt as it was recorded; it never changes. */
export const Receipt = Type.Object(
  {
    receiptId: Type.String(),
    sku: Type.String(),
    location: Type.String(),
    quantity: Type.Integer(),
  },
  { additionalProperties: false },
);
export type Receipt = Static<typeof Receipt>;

const counts = { onHand: Type.Integer(), held: Type.Integer(), available: Type.Integer() };

/** GET /stock/{sku}: the units of a product, over all locations and by location. */
export const Stock = Type.Object(
  {
    sku: Type.String(),
    ...counts,
    locations: Type.Array(
      Type.Object({ location: Type.String(), ...counts }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Stock = Static<typeof Stock>;
