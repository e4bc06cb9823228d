import { Type, type Static } from 'typebox';

/** The topic of the inventory's events. */
export const STOCK_TOPIC = 'stock';

const units = { sku: Type.String(), quantity: Type.Integer({ minimum: 1 }) };
const available = Type.Integer({ minimum: 0 });

/**
 * Version 1 of every event of the inventory. The stream of ReservationFilled.v1 is the order, and
 * its id is `<order>:fill-<n>`; the stream of the others is the SKU.
 */
export const stockEvents = {
  /** Units that a backorder waited for are held for it now, or gone to it when it is committed. */
  'ReservationFilled.v1': Type.Object({
    orderId: Type.String(),
    lines: Type.Array(Type.Object(units)),
  }),
  /** What is available, less what is waited for, fell to lowAt or below. Once per crossing. */
  'StockLow.v1': Type.Object({ sku: Type.String(), available, lowAt: available }),
  /** Units are available again after there were none. Once per crossing. */
  'StockBackIn.v1': Type.Object({ sku: Type.String(), available }),
};

export type StockEventType = keyof typeof stockEvents;
export type StockEvent = {
  [T in StockEventType]: { type: T; data: Static<(typeof stockEvents)[T]> };
}[StockEventType];
