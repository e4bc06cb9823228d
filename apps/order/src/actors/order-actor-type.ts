import type { ActorType } from '@commerce/runtime/actors';
import type { Money } from '../money.ts';
import type { OrderResource } from './order-api.ts';
import type { RepairAction, SagaName } from './order-repair.ts';
import type { Charges, FulfilmentPolicy } from './order-events.ts';

type Units = { sku: string; quantity: number }[];

/** A priced order, ready to be placed. */
export interface PlaceRequest {
  customerId?: string;
  lines: { sku: string; quantity: number; unitPriceMinor: number }[];
  total: Money;
  /** The shipping address and the payment token, sealed. */
  personal: string;
  policy?: FulfilmentPolicy;
  charges?: Charges;
  /** Keyed digest of the request's body: tells a repeat from another order under the same key. */
  requestHash: string;
  /** Ends the turn once the order is placed; the rest is driven by its event. */
  respondAsync?: boolean;
}

/** The order after a command, or why the command was refused and changed nothing. */
export type OrderAnswer = { ok: true; order: OrderResource } | OrderRefusal;

export interface OrderRefusal {
  ok: false;
  code: string;
  detail: string;
  /** The product of the command that it is about. */
  about?: string;
}

/** Where a workflow of the order stopped. */
export interface ParkRequest {
  saga: SagaName;
  returnId?: string | undefined;
  run: number;
  step: string;
  reason: string;
  compensating: boolean;
}

/** How a parked workflow goes on; without a returnId the only one that is parked. */
export interface RepairRequest {
  repairId: string;
  action: RepairAction;
  by: string;
  /** Why, in words, sealed. */
  personal?: string | undefined;
  returnId?: string | undefined;
}

/** Changes an order only while it has one of these versions: else precondition-failed. */
export interface IfVersion {
  ifVersion?: number[] | undefined;
}

// oxlint-disable-next-line typescript/consistent-type-definitions -- must fit an index signature
export type OrderMethods = {
  /** Places the order and drives it as far as it goes. A repeat answers what is true now. */
  place: (request: PlaceRequest) => Promise<OrderAnswer>;
  /** Drives an order that did not move on. Does nothing to one at its end. */
  advance: (request: object) => Promise<OrderAnswer>;
  /** Starts the compensation of a placed or confirmed order. */
  cancel: (request: IfVersion) => Promise<OrderAnswer>;
  /** Told by the compensation workflow: everything is undone. */
  recordCompensated: (request: object) => Promise<OrderAnswer>;
  /** Dispatches units; all that can ship when no lines are named. */
  ship: (request: { shipmentId: string; lines?: Units }) => Promise<OrderAnswer>;
  deliver: (request: { shipmentId: string }) => Promise<OrderAnswer>;
  /** Cancels units that have not shipped. */
  cancelLines: (request: { commandId: string; lines: Units } & IfVersion) => Promise<OrderAnswer>;
  /** Announces units that come back; all that were shipped when no lines are named. */
  requestReturn: (request: {
    returnId: string;
    lines?: Units;
    /** Why, in words, sealed. */
    personal?: string | undefined;
  }) => Promise<OrderAnswer>;
  /** The units of a return have arrived: starts the return workflow. */
  receiveReturn: (request: { returnId: string }) => Promise<OrderAnswer>;
  /** Told by the return workflow: restocked and refunded. */
  recordReturned: (request: { returnId: string }) => Promise<OrderAnswer>;
  /** Told by the return workflow: what it had done is undone, and the return is declined. */
  recordReturnDeclined: (request: { returnId: string }) => Promise<OrderAnswer>;
  /** Told by a workflow: it cannot do a step. `run` tells a late call from one of this run. */
  recordParked: (request: ParkRequest) => Promise<OrderAnswer>;
  /** A person decides about a parked workflow, which then goes on. */
  repair: (request: RepairRequest) => Promise<OrderAnswer>;
  /** Told by the inventory: units that waited have come. */
  fillBackorder: (request: { fillId: string; lines: Units }) => Promise<OrderAnswer>;
};

/** One order; its id is the stream's. */
export const OrderActor: ActorType<OrderMethods> = {
  name: 'Order',
  methods: {
    place: true,
    advance: true,
    cancel: true,
    recordCompensated: true,
    ship: true,
    deliver: true,
    cancelLines: true,
    requestReturn: true,
    receiveReturn: true,
    recordReturned: true,
    recordReturnDeclined: true,
    recordParked: true,
    repair: true,
    fillBackorder: true,
  },
};
