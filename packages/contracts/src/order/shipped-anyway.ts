import { Type, type Static } from 'typebox';
import { FulfilmentStatus, OrderStanding } from './order-standing.ts';
import { shipmentDetails } from './order-parts.ts';

/** Whether the units of a parcel that had been cancelled are in the stock again, or lost. */
export const ShippedAnywayOutcome = Type.Union([
  Type.Literal('restocked'),
  Type.Literal('written-off'),
]);
export type ShippedAnywayOutcome = Static<typeof ShippedAnywayOutcome>;

const units = Type.Array(
  Type.Object({
    line: Type.Integer({ minimum: 0 }),
    lineId: Type.String(),
    sku: Type.String(),
    quantity: Type.Integer({ minimum: 1 }),
  }),
);

/** A parcel that left although its units had been cancelled. Nothing was captured for it. */
export const ShippedAnyway = Type.Object({
  shipmentId: Type.String(),
  lines: units,
  ...shipmentDetails,
  shippedAt: Type.String(),
  /** What a person decided about it; absent while it waits for that. */
  settled: Type.Optional(Type.Object({ outcome: ShippedAnywayOutcome, settledAt: Type.String() })),
});
export type ShippedAnyway = Static<typeof ShippedAnyway>;

const status = Type.Union([
  Type.Literal('cancelling'),
  Type.Literal('cancelled'),
  ...FulfilmentStatus.anyOf,
]);
const standing = Type.Optional(OrderStanding);

/** The public events of parcels that left although their units had been cancelled. */
export const publicShippedAnywayEvents = {
  /** The units are gone from their location; nothing is captured. A person decides about them. */
  'OrderShippedAnyway.v1': Type.Object({
    status,
    standing,
    shipmentId: Type.String(),
    lines: units,
    location: Type.String(),
    parcels: shipmentDetails.parcels,
    shippedAt: Type.String(),
  }),
  /** The units are at their location again, or lost. */
  'OrderShippedAnywaySettled.v1': Type.Object({
    status,
    standing,
    shipmentId: Type.String(),
    lines: units,
    location: Type.String(),
    outcome: ShippedAnywayOutcome,
    settledAt: Type.String(),
  }),
};
