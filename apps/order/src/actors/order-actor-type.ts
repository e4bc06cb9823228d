import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { ActorType } from 'dapr-actor-runtime/actors';
import type { Refusal } from 'dapr-actor-runtime/streams';
import type { OrderCommand } from '../domain/order.ts';

/** The order after a command, or why the command was refused and changed nothing. */
export type OrderAnswer = { ok: true; order: OrderResource } | Refusal;

type Command<T extends OrderCommand['type']> = Extract<OrderCommand, { type: T }>;

/** A command as a method takes it: the method gives the type, the turn gives the time. */
type CommandInput<T extends OrderCommand['type']> = Omit<Command<T>, 'type' | 'now'>;

/** A priced order. */
export type PlaceRequest = Command<'PlaceOrder'>['data'] & {
  /** Ends the turn as soon as the order is placed; another turn drives it. */
  respondAsync?: boolean;
};

/** Changes an order only if it has one of these versions; otherwise precondition-failed. */
export interface IfVersion {
  ifVersion?: number[] | undefined;
}

// oxlint-disable-next-line typescript/consistent-type-definitions -- must fit an index signature
export type OrderMethods = {
  /** Places the order and drives it as far as possible. A repeat answers the current order. */
  place: (request: PlaceRequest) => Promise<OrderAnswer>;
  /** Drives an order that has stalled. Does nothing to one that has ended. */
  advance: (request: object) => Promise<OrderAnswer>;
  /** Starts the compensation of a placed or confirmed order. */
  cancel: (request: IfVersion) => Promise<OrderAnswer>;
  /** Called by the compensation workflow when everything is undone. */
  recordCompensated: (request: object) => Promise<OrderAnswer>;
  /** Goes on if the customer has done what the payment requires. */
  completePayment: (request: object) => Promise<OrderAnswer>;
  /** Tries another card for an order that waits for its customer. */
  tryPayment: (request: CommandInput<'TryPayment'>) => Promise<OrderAnswer>;
  /** Money moved, or a dispute changed, without the order having asked for it. */
  recordPaymentChange: (request: CommandInput<'RecordPaymentChange'>) => Promise<OrderAnswer>;
  /** Ships units; without lines, all that can ship. */
  ship: (request: Omit<CommandInput<'RecordShipment'>, 'returnArrived'>) => Promise<OrderAnswer>;
  /** Records a parcel that left although its units had been cancelled. */
  shipAnyway: (request: CommandInput<'RecordShippedAnyway'>) => Promise<OrderAnswer>;
  deliver: (request: CommandInput<'RecordDelivery'>) => Promise<OrderAnswer>;
  /** Cancels units that have not shipped. */
  cancelLines: (request: CommandInput<'CancelLines'> & IfVersion) => Promise<OrderAnswer>;
  /** Changes lines, addresses and contact of an order before its goods leave. */
  edit: (request: CommandInput<'EditOrder'> & IfVersion) => Promise<OrderAnswer>;
  /** Changes notes, tags and metadata, in any status. */
  annotate: (request: CommandInput<'AnnotateOrder'> & IfVersion) => Promise<OrderAnswer>;
  /** Requests a return; without lines, of all shipped units that are not already being returned. */
  requestReturn: (request: Omit<CommandInput<'RequestReturn'>, 'window'>) => Promise<OrderAnswer>;
  /** Units of a return have arrived: starts the return workflow of the whole or the part. */
  receiveReturn: (request: CommandInput<'RecordReturnReceived'>) => Promise<OrderAnswer>;
  /** Called by the return workflow when the units are restocked and refunded. */
  recordReturned: (request: CommandInput<'RecordReturned'>) => Promise<OrderAnswer>;
  /** Called by the return workflow when everything is undone: the return is declined. */
  recordReturnDeclined: (request: CommandInput<'RecordReturnDeclined'>) => Promise<OrderAnswer>;
  /** The customer keeps the units of an announced return. */
  withdrawReturn: (request: CommandInput<'WithdrawReturn'>) => Promise<OrderAnswer>;
  /** The shop does not take an announced return. */
  declineReturn: (request: CommandInput<'DeclineReturn'>) => Promise<OrderAnswer>;
  /** The rest of a return does not come. */
  closeReturn: (request: CommandInput<'CloseReturn'>) => Promise<OrderAnswer>;
  /** Promises money back without a return; starts the refund workflow unless a second person must approve. */
  requestRefund: (
    request: Omit<CommandInput<'RequestRefund'>, 'refundable' | 'approvalAboveMinor'>,
  ) => Promise<OrderAnswer>;
  /** A second person approves a refund: starts the refund workflow. */
  approveRefund: (
    request: Omit<CommandInput<'ApproveRefund'>, 'refundable'>,
  ) => Promise<OrderAnswer>;
  declineRefund: (request: CommandInput<'DeclineRefund'>) => Promise<OrderAnswer>;
  /** Called by the refund workflow when payment has refunded. */
  recordRefunded: (request: CommandInput<'RecordRefunded'>) => Promise<OrderAnswer>;
  /** Called by the refund workflow when an operator had it undone. */
  recordRefundUndone: (request: CommandInput<'RecordRefundUndone'>) => Promise<OrderAnswer>;
  /** Called by a workflow that cannot do a step. */
  recordParked: (request: CommandInput<'RecordParked'>) => Promise<OrderAnswer>;
  /** Resumes a parked workflow as an operator decided. */
  repair: (request: CommandInput<'StartRepair'>) => Promise<OrderAnswer>;
  /** Backordered units have arrived. */
  fillBackorder: (request: CommandInput<'FillBackorder'>) => Promise<OrderAnswer>;
};

/**
 * One order: its mailbox, so that its commands run one after another. The id is that of its stream.
 *
 * The first turn of a new order bypasses the mailbox: it runs in the process that got the request,
 * through the runtime's local references (`localOrders` in deps.ts, ADR 0016). That is safe because
 * an event is only ever inserted: of two writers one wins, and the other decides again.
 */
export const OrderActor: ActorType<OrderMethods> = {
  name: 'Order',
  methods: {
    place: true,
    advance: true,
    cancel: true,
    recordCompensated: true,
    completePayment: true,
    tryPayment: true,
    recordPaymentChange: true,
    ship: true,
    shipAnyway: true,
    deliver: true,
    cancelLines: true,
    edit: true,
    annotate: true,
    requestReturn: true,
    receiveReturn: true,
    recordReturned: true,
    recordReturnDeclined: true,
    withdrawReturn: true,
    declineReturn: true,
    closeReturn: true,
    requestRefund: true,
    approveRefund: true,
    declineRefund: true,
    recordRefunded: true,
    recordRefundUndone: true,
    recordParked: true,
    repair: true,
    fillBackorder: true,
  },
};
