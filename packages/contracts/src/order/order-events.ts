import { Type, type Static } from 'typebox';
import { FulfilmentPolicy } from '../inventory/fulfilment-policy.ts';
import { Money } from '../money.ts';
import { RepairAction, SagaName } from './order-repair.ts';

const Line = Type.Object({
  sku: Type.String(),
  quantity: Type.Integer(),
  unitPriceMinor: Type.Integer(),
});

const Reason = Type.Union([
  Type.Literal('out-of-stock'),
  Type.Literal('payment-declined'),
  Type.Literal('payment-unavailable'),
  Type.Literal('stock-unavailable'),
  Type.Literal('requested'),
]);
export type OrderEndReason = Static<typeof Reason>;

const Shortages = Type.Array(
  Type.Object({
    sku: Type.String(),
    requested: Type.Integer(),
    available: Type.Integer(),
  }),
);

/** Units of one line of the order; `line` counts from 0. */
export const LineUnits = Type.Object({
  line: Type.Integer({ minimum: 0 }),
  sku: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
});
export type LineUnits = Static<typeof LineUnits>;

const Units = Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Integer() }));

/** What is added to or taken off the sum of the lines, minor units of the order's currency. */
export const Charges = Type.Object({
  discountMinor: Type.Integer({ minimum: 0 }),
  taxMinor: Type.Integer({ minimum: 0 }),
  shippingMinor: Type.Integer({ minimum: 0 }),
});
export type Charges = Static<typeof Charges>;

/** Where a confirmed order stands, by what became of its units. */
export const FulfilmentStatus = Type.Union([
  Type.Literal('confirmed'),
  Type.Literal('partially-shipped'),
  Type.Literal('shipped'),
  Type.Literal('delivered'),
  Type.Literal('partially-returned'),
  Type.Literal('returned'),
]);
export type FulfilmentStatus = Static<typeof FulfilmentStatus>;

/** After the event: consumers need not know what else has shipped or come back. */
const status = FulfilmentStatus;

/** Of an order whose workflow is parked: it is being undone, or some of its units came back. */
const ParkableStatus = Type.Union([Type.Literal('cancelling'), ...FulfilmentStatus.anyOf]);

/** Of the event after which nothing more will be captured: the sum of all captures of the order. */
const captureTotal = Type.Optional(Money);

const placing = {
  customerId: Type.Optional(Type.String()),
  lines: Type.Array(Line),
  total: Money,
  /** A digest of the request, by which a repeat is told from another order under the same key. */
  requestHash: Type.String(),
  placedAt: Type.String(),
  /** Absent: all. */
  policy: Type.Optional(FulfilmentPolicy),
  /** Absent: none. */
  charges: Type.Optional(Charges),
};

const returning = {
  status,
  returnId: Type.String(),
  lines: Type.Array(LineUnits),
  refundAmount: Money,
  requestedAt: Type.String(),
};

/**
 * Every event of an order's stream: the data by type and version. A field that came later is
 * optional, because streams written before it are read for ever.
 */
export const orderEvents = {
  /** Not written any more: what it says of a person stands in clear. */
  'OrderPlaced.v1': Type.Object({
    ...placing,
    shippingAddress: Type.Record(Type.String(), Type.String()),
    paymentToken: Type.String(),
  }),
  'OrderPlaced.v2': Type.Object({
    ...placing,
    /** The shipping address and the payment token, sealed for the order app. */
    personal: Type.String(),
  }),
  /** Carries the facts that led to it: stock is held and the payment is authorized. */
  'OrderConfirmed.v1': Type.Object({
    authorizationId: Type.String(),
    total: Money,
    confirmedAt: Type.String(),
    /** Units that were not there and will not come (policy partial); the total is without them. */
    cut: Type.Optional(Units),
    /** Units that are waited for (policy backorder). */
    waiting: Type.Optional(Units),
  }),
  /** Never confirmed; nothing is held or authorized. */
  'OrderRejected.v1': Type.Object({
    reason: Reason,
    shortages: Type.Optional(Shortages),
    rejectedAt: Type.String(),
  }),
  /** What was held and authorized is being undone by the compensation workflow. */
  'OrderCancelling.v1': Type.Object({
    reason: Reason,
    startedAt: Type.String(),
    /** Of the cancellation of lines that left nothing of the order. */
    commandId: Type.Optional(Type.String()),
  }),
  /** Everything is undone. */
  'OrderCancelled.v1': Type.Object({ reason: Reason, cancelledAt: Type.String() }),
  /** Units that waited have come (policy backorder). */
  'OrderBackorderFilled.v1': Type.Object({
    status,
    fillId: Type.String(),
    lines: Units,
    filledAt: Type.String(),
  }),
  /** Units were cancelled before they shipped; the rest of the order goes on. */
  'OrderLinesCancelled.v1': Type.Object({
    status,
    commandId: Type.String(),
    lines: Type.Array(LineUnits),
    /** Nothing is left to ship: what is authorized beyond the captures can be voided. */
    final: Type.Boolean(),
    captureTotal,
    cancelledAt: Type.String(),
  }),
  /** A shipment was dispatched; its amount is captured. */
  'OrderShipped.v1': Type.Object({
    status,
    shipmentId: Type.String(),
    lines: Type.Array(LineUnits),
    captureAmount: Money,
    final: Type.Boolean(),
    captureTotal,
    shippedAt: Type.String(),
  }),
  'OrderDelivered.v1': Type.Object({
    status,
    shipmentId: Type.String(),
    deliveredAt: Type.String(),
  }),
  /** Not written any more: its reason stands in clear. */
  'OrderReturnRequested.v1': Type.Object({ ...returning, reason: Type.String() }),
  /** The customer will send units back; their amount is refunded when they have arrived. */
  'OrderReturnRequested.v2': Type.Object({
    ...returning,
    /** The reason, sealed for the order app; absent when the customer had been erased. */
    personal: Type.Optional(Type.String()),
  }),
  /** The units have arrived: the return workflow restocks and refunds. */
  'OrderReturnReceived.v1': Type.Object({
    status,
    returnId: Type.String(),
    receivedAt: Type.String(),
  }),
  /** The units are back in stock and their amount is refunded. */
  'OrderReturned.v1': Type.Object({ status, returnId: Type.String(), returnedAt: Type.String() }),
  /** A person ended a return that could not be refunded: its units are the customer's again. */
  'OrderReturnDeclined.v1': Type.Object({
    status,
    returnId: Type.String(),
    declinedAt: Type.String(),
  }),
  /** A workflow of the order has stopped at a step that it cannot do: it waits for a person. */
  'OrderParked.v1': Type.Object({
    status: ParkableStatus,
    saga: SagaName,
    /** Of return-order. */
    returnId: Type.Optional(Type.String()),
    step: Type.String(),
    reason: Type.String(),
    /** It was undoing what it had done: it is the undo of the step that failed. */
    compensating: Type.Boolean(),
    parkedAt: Type.String(),
  }),
  /** A person decided how a parked workflow goes on; step and reason say where it stood. */
  'OrderRepairStarted.v1': Type.Object({
    status: ParkableStatus,
    repairId: Type.String(),
    action: RepairAction,
    by: Type.String(),
    /** Not written any more: it stands in clear. */
    note: Type.Optional(Type.String()),
    /** The note, sealed for the order app; absent when the customer had been erased. */
    personal: Type.Optional(Type.String()),
    saga: SagaName,
    returnId: Type.Optional(Type.String()),
    step: Type.String(),
    reason: Type.String(),
    compensating: Type.Boolean(),
    startedAt: Type.String(),
  }),
};

export type OrderEventType = keyof typeof orderEvents;
export type OrderEvent = {
  [T in OrderEventType]: { type: T; data: Static<(typeof orderEvents)[T]> };
}[OrderEventType];
