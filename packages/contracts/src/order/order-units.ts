import { Type, type Static } from 'typebox';
import { inspection } from './order-parts.ts';

/** Units of one line of the order; `line` counts from 0. */
export const LineUnits = Type.Object({
  line: Type.Integer({ minimum: 0 }),
  /** The id of the line; absent in older events. */
  lineId: Type.Optional(Type.String()),
  sku: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
});
export type LineUnits = Static<typeof LineUnits>;

/** Returned units of one line, as the inspection found them. */
export const ReceivedUnits = Type.Object({
  line: Type.Integer({ minimum: 0 }),
  lineId: Type.String(),
  sku: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
  ...inspection,
});
export type ReceivedUnits = Static<typeof ReceivedUnits>;
