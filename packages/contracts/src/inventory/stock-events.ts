import { Type, type Static } from 'typebox';

/** The topic of the inventory app's events. */
export const STOCK_TOPIC = 'stock';

const units = { sku: Type.String(), quantity: Type.Integer({ minimum: 1 }) };
const available = Type.Integer({ minimum: 0 });

/**
 * The events of the inventory app, all of them public. The stream of ReservationFilled.v1 is the order
 * id, and its event id is `<order>:fill-<n>`; the stream of the others is the SKU.
 */
export const publicStockEvents = {
  /** Backordered units have arrived and are reserved for the order now. */
  'ReservationFilled.v1': Type.Object({
    orderId: Type.String(),
    lines: Type.Array(Type.Object(units)),
  }),
  /** The available units minus the backordered ones fell to lowAt or below. Once per crossing. */
  'StockLow.v1': Type.Object({ sku: Type.String(), available, lowAt: available }),
  /** Units are available again after there were none. Once per crossing. */
  'StockBackIn.v1': Type.Object({ sku: Type.String(), available }),
};

export const stockEvents = publicStockEvents;

export type StockEventType = keyof typeof stockEvents;
export type StockEvent = {
  [T in StockEventType]: { type: T; data: Static<(typeof stockEvents)[T]> };
}[StockEventType];
