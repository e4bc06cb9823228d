import type { Money } from '@commerce/contracts/money';
import type { OrderEndReason, OrderEvent } from '@commerce/contracts/order/order-events';
import type { LineUnits, ReceivedUnits } from '@commerce/contracts/order/order-units';
import type { OrderRefundKind } from '@commerce/contracts/order/order-refund';
import type { PaymentChange } from '@commerce/contracts/order/order-payment';
import type { ShipmentDetails } from '@commerce/contracts/order/order-parts';
import type { ShippedAnywayOutcome } from '@commerce/contracts/order/shipped-anyway';
import type { SagaResume } from 'dapr-actor-runtime/saga';

/**
 * The version of the state below, which snapshots carry. Raise it whenever old events fold into
 * another state than before, and never use a number twice: the snapshots of the old one are ignored
 * then. `order-state.test.ts` fails when it was forgotten.
 */
export const ORDER_STATE_VERSION = 2;

/** Longest reason that an event stores, characters; the log has the whole text. */
export const MAX_REASON = 500;

/** The data of an order event by its type. */
export type EventData<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];
/** Units of products, whatever lines they are on. */
export type Units = { sku: string; quantity: number }[];
/** The products that stock was short of. */
export type Shortages = NonNullable<EventData<'OrderRejected.v1'>['shortages']>;

/** What was ordered. In an order of version 1 the personal data are in clear. */
export type OrderDetails = Omit<EventData<'OrderPlaced.v2'>, 'personal'> &
  (
    | Pick<EventData<'OrderPlaced.v2'>, 'personal'>
    | Pick<EventData<'OrderPlaced.v1'>, 'shippingAddress' | 'paymentToken'>
  );

/** An order, folded from its events. */
export type Order =
  | { status: 'absent' }
  | PlacedOrder
  | ConfirmedOrder
  | ({ status: 'cancelling' } & Compensation)
  | ({ status: 'rejected'; shortages?: Shortages } & Compensation)
  | ({ status: 'cancelled' } & Compensation);

/** An order that exists. */
export type PresentOrder = Exclude<Order, { status: 'absent' }>;

export interface PlacedOrder {
  status: 'placed';
  orderDetails: OrderDetails;
  /** Absent while its first card is authorized at once. */
  payment?: PlacedPayment;
  /** Backordered units that arrived before the confirmation; absent: none. */
  fills?: { fillId: string; lines: Units }[];
}

/** The payment of an order that has waited for its customer. */
export interface PlacedPayment {
  /** The card that is tried, from 1. */
  attempt: number;
  /** Its token, encrypted; absent: that of the order. */
  token?: string;
  /** When it was last asked for something. */
  since: string;
  /** What the customer has to do; absent while the card is being authorized. */
  action?: { attemptId: string; expiresAt: string; personal?: string };
  /** Ids of the commands that tried other cards. */
  commandIds: string[];
}

export interface ConfirmedOrder {
  status: 'confirmed';
  orderDetails: OrderDetails;
  authorizationId: string;
  /** The token of the card that was authorized, encrypted; absent: that of the order. */
  paymentToken?: string;
  /** The tries to pay again after the authorization had ended; absent: none. */
  renewal?: { commandIds: string[]; token?: string };
  /** An edit that waits for stock or money. */
  pendingEdit?: PendingEdit;
  fulfilment: Fulfilment;
  /** Parcels that left although their units had been cancelled; absent: none. */
  shippedAnyway?: ShippedAnyway[];
}

/** An edit that waits for stock or money. */
export type PendingEdit = Omit<EventData<'OrderEditStarted.v1'>, 'status' | 'standing'>;

/** An edit that was not booked, and why. */
export type DeclinedEdit = Pick<EventData<'OrderEditDeclined.v1'>, 'editId' | 'code' | 'reason'>;

/** An order that ends, or has ended, without a sale. */
export interface Compensation {
  orderDetails: OrderDetails;
  reason: OrderEndReason;
  /** Ids of the cancellations of lines before it, and of the one that started it; absent: none. */
  cancellations?: string[];
  /** Parcels that left although their units had been cancelled; absent: none. */
  shippedAnyway?: ShippedAnyway[];
  /** Of the compensation workflow; absent if no person ever had to repair it. */
  saga?: SagaProgress;
}

/** A parcel that left although its units had been cancelled. */
export type ShippedAnyway = Omit<EventData<'OrderShippedAnyway.v1'>, 'status' | 'standing'> & {
  /** What a person decided about it. */
  settled?: { outcome: ShippedAnywayOutcome; settledAt: string };
  /** The id of that decision. */
  repairId?: string;
};

export const absent: Order = { status: 'absent' };

/** The repairs of a workflow of the order: of its cancellation, or of one of its returns or refunds. */
export interface SagaProgress {
  /** Ids of the repairs; their number is the number of the workflow's current run. */
  repairs: string[];
  /** Where the newest repair resumes it. */
  resume?: SagaResume;
  /** The step at which it is parked and waits for a person. */
  parked?: { step: string; reason: string; compensating: boolean; parkedAt: string };
}

/** The units of a confirmed order: what shipped, what came back, what was cancelled. */
export interface Fulfilment {
  lines: LineProgress[];
  /** The locations that its units were allocated at; absent: one. */
  expectedParcels?: number;
  shipments: Shipment[];
  returns: Return[];
  /** Ids of the cancellations of lines, and of the edits. */
  cancellations: string[];
  /** Edits that were not booked; absent: none. */
  declinedEdits?: DeclinedEdit[];
  /** Ids of the backorder fills that were recorded. */
  fills: string[];
  /** Refunds without a return; absent: none. */
  refunds?: Refund[];
  /** Ids of the decisions of persons about refused captures; absent: none. */
  captureRepairs?: string[];
  /** The last capture, if it was refused. */
  refusedCapture?: RefusedCapture;
  /** What happened to its payment without the order having asked for it; absent: nothing. */
  paymentChanges?: RecordedChange[];
  /** How many of them there were when the order was last authorized again; absent: never. */
  changesBeforeRenewal?: number;
}

/** A change of the payment, and the id of the event that told it. */
export type RecordedChange = PaymentChange & { changeId: string };

/** A capture that was refused: its shipment has not left. */
export type RefusedCapture = Omit<EventData<'OrderCaptureRefused.v1'>, 'status' | 'standing'>;

/** One line of a confirmed order with the counts of its units. */
export interface LineProgress {
  sku: string;
  /** Units that the customer pays for: ordered minus shortfall. */
  quantity: number;
  /** What all of them cost with their share of discount, tax and shipping. */
  amountMinor: number;
  cancelled: number;
  /** Cancelled units that the amount is no longer for: an edit has charged the rest anew. Absent: none. */
  uncharged?: number;
  /** Units that stock still owes; they cannot ship yet. */
  backordered: number;
  shipped: number;
  delivered: number;
  /** Units whose return was requested and has not ended. */
  returning: number;
  returned: number;
}

export interface Shipment extends ShipmentDetails {
  shipmentId: string;
  lines: LineUnits[];
  shippedAt: string;
  deliveredAt?: string;
}

/** The order that is placed for a return. */
export type Exchange = NonNullable<EventData<'OrderReturnRequested.v2'>['exchange']>;

export interface Return {
  returnId: string;
  /** The announced return that it arrived as a part of. */
  partOf?: string;
  /** The order that replaces the units; absent: none. */
  exchange?: Exchange;
  /** The receipt that recorded its arrival; absent: it is a part, or the events are older. */
  receiptId?: string;
  /** The units that are still announced; once they were inspected, those that arrived. */
  lines: LineUnits[];
  /** What the inspection said; absent: they came as they were sold. */
  received?: ReceivedUnits[];
  refundMinor: number;
  /** What the shop keeps of what the units cost; absent: nothing. */
  withheldMinor?: number;
  /** What was refunded, if it is less: no more was left to refund. */
  refundedMinor?: number;
  /** `withdrawn`, `declined` and `closed`: the customer keeps the units. */
  status: 'requested' | 'received' | 'returned' | 'declined' | 'withdrawn' | 'closed';
  /** Of the workflow that restocks and refunds it; absent if no person ever had to repair it. */
  saga?: SagaProgress;
}

/** Money that goes back without a return. */
export interface Refund {
  refundId: string;
  amount: Money;
  kind: OrderRefundKind;
  /** What was refunded, if it is less: an operator skipped it. */
  refundedMinor?: number;
  /** `requested`: waits for a second person. `approved`: its workflow asks payment. */
  status: 'requested' | 'approved' | 'refunded' | 'declined';
  /** The account of the person who requested it. */
  by: string;
  requestedAt: string;
  /** Of the workflow that asks payment; absent if no person ever had to repair it. */
  saga?: SagaProgress;
}
