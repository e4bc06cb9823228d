import { Type, type Static } from 'typebox';

/** The topic of inventory's events. */
export const STOCK_TOPIC = 'stock';

const units = { sku: Type.String(), quantity: Type.Integer({ minimum: 1 }) };
const available = Type.Integer({ minimum: 0 });

/**
 * Every event of the inventory. The stream of ReservationFilled.v1 is the order, and its id is
 * `<order>:fill-<n>`; the stream of the others is the SKU.
 */
export const stockEvents = {
  /** Backordered units are now held for the order, or have left the stock if it is committed. */
  'ReservationFilled.v1': Type.Object({
    orderId: Type.String(),
    lines: Type.Array(Type.Object(units)),
  }),
  /** Available units, less the backordered ones, fell to lowAt or below. Once per crossing. */
  'StockLow.v1': Type.Object({ sku: Type.String(), available, lowAt: available }),
  /** Units are available again after none were. Once per crossing. */
  'StockBackIn.v1': Type.Object({ sku: Type.String(), available }),
};

export type StockEventType = keyof typeof stockEvents;
export type StockEvent = {
  [T in StockEventType]: { type: T; data: Static<(typeof stockEvents)[T]> };
}[StockEventType];
