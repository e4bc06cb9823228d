import { Type, type Static } from 'typebox';
import { FulfilmentPolicy } from '../inventory/fulfilment-policy.ts';
import { Money } from '../money.ts';
import { RepairAction, SagaName } from './order-repair.ts';

/** The topic of the order app's events. */
export const ORDERS_TOPIC = 'orders';

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

/** What is added to or deducted from the sum of the lines, in minor units of the order's currency. */
export const Charges = Type.Object({
  discountMinor: Type.Integer({ minimum: 0 }),
  taxMinor: Type.Integer({ minimum: 0 }),
  shippingMinor: Type.Integer({ minimum: 0 }),
});
export type Charges = Static<typeof Charges>;

/** The status of a confirmed order, derived from the state of its units. */
export const FulfilmentStatus = Type.Union([
  Type.Literal('confirmed'),
  Type.Literal('partially-shipped'),
  Type.Literal('shipped'),
  Type.Literal('delivered'),
  Type.Literal('partially-returned'),
  Type.Literal('returned'),
]);
export type FulfilmentStatus = Static<typeof FulfilmentStatus>;

/** The status after the event, so that consumers need not know the earlier events (ADR 0012). */
const status = FulfilmentStatus;

/** The status of an order with a parked workflow: it is being cancelled, or units were returned. */
const ParkableStatus = Type.Union([Type.Literal('cancelling'), ...FulfilmentStatus.anyOf]);

/** The sum of all captures of the order, in the event after which nothing more is captured. */
const captureTotal = Type.Optional(Money);

const orderDetails = {
  customerId: Type.Optional(Type.String()),
  lines: Type.Array(Line),
  total: Money,
  /** A digest of the request: distinguishes a repeat from another order under the same key. */
  requestHash: Type.String(),
  placedAt: Type.String(),
  /** Absent: all. */
  policy: Type.Optional(FulfilmentPolicy),
  /** Absent: none. */
  charges: Type.Optional(Charges),
};

const returnDetails = {
  status,
  returnId: Type.String(),
  lines: Type.Array(LineUnits),
  refundAmount: Money,
  requestedAt: Type.String(),
};

/**
 * Public events, which other apps and webhooks may consume: the outcome of an order and the fulfilment
 * of its units. A field that was added later is optional, because older streams do not have it.
 */
export const publicOrderEvents = {
  /** Stock is held and the payment is authorized. */
  'OrderConfirmed.v1': Type.Object({
    authorizationId: Type.String(),
    total: Money,
    confirmedAt: Type.String(),
    /** The shortfall: units that were not in stock and will not come (policy partial). Not in the total. */
    cut: Type.Optional(Units),
    /** Backordered units (policy backorder). */
    waiting: Type.Optional(Units),
  }),
  /** The order was never confirmed. No units are held and no payment is authorized any more. */
  'OrderRejected.v1': Type.Object({
    reason: Reason,
    shortages: Type.Optional(Shortages),
    rejectedAt: Type.String(),
  }),
  /** The order was cancelled on request, and its compensation is done. */
  'OrderCancelled.v1': Type.Object({ reason: Reason, cancelledAt: Type.String() }),
  /** Units were cancelled before they shipped; the rest of the order continues. */
  'OrderLinesCancelled.v1': Type.Object({
    status,
    commandId: Type.String(),
    lines: Type.Array(LineUnits),
    /** Nothing is left to ship: the authorization beyond the captures can be voided. */
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
  /** The units are back in stock and their amount is refunded. */
  'OrderReturned.v1': Type.Object({ status, returnId: Type.String(), returnedAt: Type.String() }),
  /** An operator ended a return that could not be refunded: the customer keeps the units. */
  'OrderReturnDeclined.v1': Type.Object({
    status,
    returnId: Type.String(),
    declinedAt: Type.String(),
  }),
};

/**
 * Private events, which only the order app itself consumes: intermediate steps, and those with free
 * text. To consume one in another app, make it public first: move it above.
 */
export const privateOrderEvents = {
  /** No longer written: its personal data are unencrypted. */
  'OrderPlaced.v1': Type.Object({
    ...orderDetails,
    shippingAddress: Type.Record(Type.String(), Type.String()),
    paymentToken: Type.String(),
  }),
  'OrderPlaced.v2': Type.Object({
    ...orderDetails,
    /** The shipping address and the payment token, encrypted by the order app. */
    personal: Type.String(),
  }),
  /** The compensation has started: a workflow releases the stock and voids the payment. */
  'OrderCancelling.v1': Type.Object({
    reason: Reason,
    startedAt: Type.String(),
    /** The id of the cancellation of lines that left no units in the order. */
    commandId: Type.Optional(Type.String()),
  }),
  /** Backordered units have arrived (policy backorder). */
  'OrderBackorderFilled.v1': Type.Object({
    status,
    fillId: Type.String(),
    lines: Units,
    filledAt: Type.String(),
  }),
  /** No longer written: its reason is unencrypted. */
  'OrderReturnRequested.v1': Type.Object({ ...returnDetails, reason: Type.String() }),
  /** The customer will send units back; their amount is refunded once they have arrived. */
  'OrderReturnRequested.v2': Type.Object({
    ...returnDetails,
    /** The reason, encrypted by the order app; absent if the customer had been erased. */
    personal: Type.Optional(Type.String()),
  }),
  /** The units have arrived: the return workflow restocks and refunds. */
  'OrderReturnReceived.v1': Type.Object({
    status,
    returnId: Type.String(),
    receivedAt: Type.String(),
  }),
  /** A workflow of the order stopped at a step that keeps failing, and waits for an operator. */
  'OrderParked.v1': Type.Object({
    status: ParkableStatus,
    saga: SagaName,
    /** Only for return-order. */
    returnId: Type.Optional(Type.String()),
    step: Type.String(),
    reason: Type.String(),
    /** The workflow was compensating: the undo of the step failed. */
    compensating: Type.Boolean(),
    parkedAt: Type.String(),
  }),
  /** An operator resumed a parked workflow. Step and reason say where it was parked and why. */
  'OrderRepairStarted.v1': Type.Object({
    status: ParkableStatus,
    repairId: Type.String(),
    action: RepairAction,
    by: Type.String(),
    /** No longer written: it is unencrypted. */
    note: Type.Optional(Type.String()),
    /** The note, encrypted by the order app; absent if the customer had been erased. */
    personal: Type.Optional(Type.String()),
    saga: SagaName,
    returnId: Type.Optional(Type.String()),
    step: Type.String(),
    reason: Type.String(),
    compensating: Type.Boolean(),
    startedAt: Type.String(),
  }),
};

/** The data of every event in the stream of an order, by type and version. */
export const orderEvents = { ...publicOrderEvents, ...privateOrderEvents };

export type OrderEventType = keyof typeof orderEvents;
export type OrderEvent = {
  [T in OrderEventType]: { type: T; data: Static<(typeof orderEvents)[T]> };
}[OrderEventType];
