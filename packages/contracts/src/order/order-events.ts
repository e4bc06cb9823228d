import { Type, type Static } from 'typebox';
import { FulfilmentPolicy } from '../inventory/fulfilment-policy.ts';
import { Money } from '../money.ts';
import { privateAnnotationEvents } from './order-annotation.ts';
import { Charges, ChargeTerms } from './order-charges.ts';
import { ExchangeOf } from './order-exchange.ts';
import { AddedLine, EditDeclineCode, orderEdit } from './order-edit.ts';
import { Metadata, shipmentDetails, Tags } from './order-parts.ts';
import { PaymentChange, privatePaymentEvents, publicPaymentEvents } from './order-payment.ts';
import { privateRefundEvents, publicRefundEvents } from './order-refund.ts';
import { RepairAction, SagaName } from './order-repair.ts';
import { olderReturnEvents, privateReturnEvents, publicReturnEvents } from './order-return.ts';
import { FulfilmentStatus, OrderStanding } from './order-standing.ts';
import { LineUnits } from './order-units.ts';
import { publicShippedAnywayEvents } from './shipped-anyway.ts';
import { SoldLine } from './sold-line.ts';

/** The topic of the order app's events. */
export const ORDERS_TOPIC = 'orders';

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

const LineQuantity = Type.Object({
  lineId: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
});

const Units = Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Integer() }));

/** The status after the event, so that consumers need not know the earlier events (ADR 0012). */
const status = FulfilmentStatus;
/** Where the order stands after the event; absent in older events. */
const standing = Type.Optional(OrderStanding);

/** The status of an order of which something waits for a person. */
const ParkableStatus = Type.Union([
  Type.Literal('cancelling'),
  Type.Literal('cancelled'),
  ...FulfilmentStatus.anyOf,
]);

/** Why a payment could not be captured: its authorization is gone, or the provider refused. */
export const CaptureRefusalCode = Type.Union([
  Type.Literal('payment-not-authorized'),
  Type.Literal('refused-by-provider'),
]);

/** The sum of all captures of the order, in the event after which nothing more is captured. */
const captureTotal = Type.Optional(Money);

const orderDetails = {
  customerId: Type.Optional(Type.String()),
  lines: Type.Array(SoldLine),
  total: Money,
  /** A digest of the request: distinguishes a repeat from another order under the same key. */
  requestHash: Type.String(),
  placedAt: Type.String(),
  /** Absent: all. */
  policy: Type.Optional(FulfilmentPolicy),
  /** Absent: none. */
  charges: Type.Optional(Charges),
};

const shapes = {
  /** Absent in older events, and for imported prices, to which nothing is added. */
  terms: Type.Optional(ChargeTerms),
  /** The number for people; absent in older events. */
  number: Type.Optional(Type.String()),
  channel: Type.Optional(Type.String()),
  /** The id of the order in the system of who placed it. */
  reference: Type.Optional(Type.String()),
  tags: Type.Optional(Tags),
  metadata: Type.Optional(Metadata),
  /** The store-front server that ordered for the customer; absent if the customer did, and for other orders. */
  placedBy: Type.Optional(Type.String()),
  /** The return whose units it replaces; absent: none. */
  exchangeOf: Type.Optional(ExchangeOf),
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
    /** The charges on what is left of the order after the shortfall; absent: those of the order. */
    charges: Type.Optional(Charges),
    /** The locations that its units were allocated at, if there are several. */
    expectedParcels: Type.Optional(Type.Integer({ minimum: 2 })),
    standing,
  }),
  /** The order was never confirmed. No units are held and no payment is authorized any more. */
  'OrderRejected.v1': Type.Object({
    reason: Reason,
    shortages: Type.Optional(Shortages),
    rejectedAt: Type.String(),
    standing,
  }),
  /** The order was cancelled on request, and its compensation is done. */
  'OrderCancelled.v1': Type.Object({ reason: Reason, cancelledAt: Type.String(), standing }),
  /** Units were cancelled before they shipped; the rest of the order continues. */
  'OrderLinesCancelled.v1': Type.Object({
    status,
    standing,
    commandId: Type.String(),
    lines: Type.Array(LineUnits),
    /** Nothing is left to ship: the authorization beyond the captures can be voided. */
    final: Type.Boolean(),
    captureTotal,
    cancelledAt: Type.String(),
  }),
  /**
   * The order was edited. Units that were taken off are in an `OrderLinesCancelled.v1` with the same id, just
   * before it.
   */
  'OrderEdited.v1': Type.Object({
    status,
    standing,
    editId: Type.String(),
    ...orderEdit,
    /** The id of the new authorization; present together with `authorizedMinor`. */
    authorizationId: Type.Optional(Type.String()),
    /** Added units that are backordered (policy backorder). */
    waiting: Type.Optional(Units),
    editedAt: Type.String(),
  }),
  /**
   * An edit that needed stock or money was not booked: the order is as before. Units that were held for it are
   * given back.
   */
  'OrderEditDeclined.v1': Type.Object({
    status,
    standing,
    editId: Type.String(),
    code: EditDeclineCode,
    reason: Type.String(),
    shortages: Type.Optional(Shortages),
    declinedAt: Type.String(),
  }),
  /** A shipment was dispatched; its amount is captured. */
  'OrderShipped.v1': Type.Object({
    status,
    standing,
    shipmentId: Type.String(),
    lines: Type.Array(LineUnits),
    captureAmount: Money,
    ...shipmentDetails,
    final: Type.Boolean(),
    captureTotal,
    /** A capture of the order had been refused: nobody needs to decide about it any more. */
    settlesRefusal: Type.Optional(Type.Boolean()),
    shippedAt: Type.String(),
  }),
  /** A capture was refused, so a shipment did not leave. The next shipment settles it. */
  'OrderCaptureRefused.v1': Type.Object({
    status,
    standing,
    shipmentId: Type.String(),
    amount: Money,
    code: CaptureRefusalCode,
    reason: Type.String(),
    /** The units that should have left; absent in older events. */
    lines: Type.Optional(Type.Array(LineUnits)),
    ...shipmentDetails,
    refusedAt: Type.String(),
  }),
  /** Money moved, or a dispute changed, without the order having asked for it. */
  'OrderPaymentChanged.v1': Type.Object({
    status,
    standing,
    /** The id of the payment's event, by which a repeat is recognized. */
    changeId: Type.String(),
    ...PaymentChange.properties,
  }),
  'OrderDelivered.v1': Type.Object({
    status,
    standing,
    shipmentId: Type.String(),
    deliveredAt: Type.String(),
  }),
  ...publicReturnEvents,
  ...publicRefundEvents,
  ...publicPaymentEvents,
  ...publicShippedAnywayEvents,
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
  /**
   * `personal` is encrypted by the order app: addresses, contact, notes and the payment token. Events
   * that are older than structured addresses have an address of free fields in it.
   */
  'OrderPlaced.v2': Type.Object({ ...orderDetails, ...shapes, personal: Type.String() }),
  /** The compensation has started: a workflow releases the stock and voids the payment. */
  'OrderCancelling.v1': Type.Object({
    reason: Reason,
    startedAt: Type.String(),
    standing,
    /** The id of the cancellation of lines that left no units in the order. */
    commandId: Type.Optional(Type.String()),
  }),
  /**
   * An edit that needs stock or money: the order process holds the units, authorizes the money and then books it.
   * Until then no units ship. `personal` are all personal data after it, encrypted by the order app.
   */
  'OrderEditStarted.v1': Type.Object({
    status,
    standing,
    editId: Type.String(),
    /** The units that lines shall have. */
    change: Type.Optional(Type.Array(LineQuantity)),
    remove: Type.Optional(Type.Array(Type.String())),
    /** New lines, as they are sold. */
    add: Type.Optional(Type.Array(SoldLine)),
    changed: orderEdit.changed,
    /** Units that are held for it. */
    added: Type.Array(AddedLine),
    totalMinor: orderEdit.totalMinor,
    authorizedMinor: orderEdit.authorizedMinor,
    personal: Type.Optional(Type.String()),
    startedAt: Type.String(),
  }),
  /** An edit replaced personal data. `personal` are all of them after it, encrypted by the order app. */
  'OrderPersonalDataReplaced.v1': Type.Object({
    status,
    standing,
    editId: Type.String(),
    personal: Type.String(),
    replacedAt: Type.String(),
  }),
  /** Backordered units have arrived (policy backorder). */
  'OrderBackorderFilled.v1': Type.Object({
    status,
    standing,
    fillId: Type.String(),
    lines: Units,
    filledAt: Type.String(),
  }),
  /** An operator gave up a shipment whose capture was refused. */
  'OrderCaptureGivenUp.v1': Type.Object({
    status,
    standing,
    shipmentId: Type.String(),
    givenUpAt: Type.String(),
  }),
  /** Backordered units arrived before the order was confirmed: its confirmation takes them into account. */
  'OrderBackorderFillNoted.v1': Type.Object({
    standing,
    fillId: Type.String(),
    lines: Units,
    notedAt: Type.String(),
  }),
  ...privateReturnEvents,
  /** A workflow of the order stopped at a step that keeps failing, and waits for an operator. */
  'OrderParked.v1': Type.Object({
    status: ParkableStatus,
    saga: SagaName,
    /** Only for return-order. */
    returnId: Type.Optional(Type.String()),
    /** Only for refund-order. */
    refundId: Type.Optional(Type.String()),
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
    refundId: Type.Optional(Type.String()),
    /** Only for ship-order and shipped-anyway. */
    shipmentId: Type.Optional(Type.String()),
    step: Type.String(),
    reason: Type.String(),
    compensating: Type.Boolean(),
    startedAt: Type.String(),
  }),
  ...privatePaymentEvents,
  ...privateRefundEvents,
  ...privateAnnotationEvents,
};

/** Public events as older streams have them: with what is in a private event of its own now. */
const olderEvents = {
  ...olderReturnEvents,
  'OrderEdited.v1': Type.Object({
    ...publicOrderEvents['OrderEdited.v1'].properties,
    /** No longer written: see `OrderPersonalDataReplaced.v1`. */
    personal: Type.Optional(Type.String()),
  }),
};

/** The data of every event in the stream of an order, by type and version. */
export const orderEvents = { ...publicOrderEvents, ...privateOrderEvents, ...olderEvents };

export type OrderEventType = keyof typeof orderEvents;
export type OrderEvent = {
  [T in OrderEventType]: { type: T; data: Static<(typeof orderEvents)[T]> };
}[OrderEventType];
