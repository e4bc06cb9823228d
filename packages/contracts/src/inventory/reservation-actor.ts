import type { ActorType } from 'dapr-actor-runtime/actors';
import { Type, type Static } from 'typebox';
import { Sku } from '../sku.ts';
import { FulfilmentPolicy } from './fulfilment-policy.ts';
import { Location, MAX_QUANTITY } from './stock-api.ts';

/** The maximum number of lines of one hold: as many as an order may have. */
const MAX_HOLD_LINES = 10_000;

const Lines = Type.Array(
  Type.Object(
    { sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: MAX_HOLD_LINES },
);

const ReturnId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$' });

/** The units to hold for an order, by product. Lines of one product count together. */
export const HoldRequest = Type.Object(
  { lines: Lines, policy: Type.Optional(FulfilmentPolicy) },
  { additionalProperties: false },
);
export type HoldRequest = Static<typeof HoldRequest>;

/** Units that an edit adds to an order, by product. */
export const ExtendRequest = Type.Object(
  {
    editId: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$' }),
    lines: Lines,
    policy: Type.Optional(FulfilmentPolicy),
  },
  { additionalProperties: false },
);
export type ExtendRequest = Static<typeof ExtendRequest>;

/** What becomes of returned units: only sellable ones are available to orders again. */
export const Disposition = Type.Union([
  Type.Literal('sellable'),
  /** On hand, but not available until an inspection. */
  Type.Literal('quarantine'),
  /** Not in stock again. */
  Type.Literal('scrap'),
]);
export type Disposition = Static<typeof Disposition>;

/**
 * Dispatched units of an order that came back. Without a disposition they are sellable; without a
 * location, of the line or of the request, they go back where they were taken from.
 */
export const RestockRequest = Type.Object(
  {
    returnId: ReturnId,
    lines: Type.Array(
      Type.Object(
        {
          sku: Sku,
          quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
          disposition: Type.Optional(Disposition),
          location: Type.Optional(Location),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MAX_HOLD_LINES },
    ),
    location: Type.Optional(Location),
  },
  { additionalProperties: false },
);
export type RestockRequest = Static<typeof RestockRequest>;

/** Reserved units of an order that are to leave from a location. */
export const AllocateRequest = Type.Object(
  {
    shipmentId: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$' }),
    lines: Lines,
    location: Location,
  },
  { additionalProperties: false },
);
export type AllocateRequest = Static<typeof AllocateRequest>;

/** The return whose restock is undone. */
export const WithdrawRestockRequest = Type.Object(
  { returnId: ReturnId },
  { additionalProperties: false },
);
export type WithdrawRestockRequest = Static<typeof WithdrawRestockRequest>;

/** A product with fewer available units than requested. */
export interface Shortage {
  sku: string;
  requested: number;
  available: number;
}

/** Units of a product. */
export interface Units {
  sku: string;
  quantity: number;
}

/** Units of a product at a location. */
export interface LocatedUnits extends Units {
  location: string;
}

/** Returned units of a product at a location. */
export interface RestockedUnits extends LocatedUnits {
  /** Absent: sellable. */
  disposition?: Exclude<Disposition, 'sellable'>;
}

/** GET /reservations/{orderId}: the units of an order by location, in the order of their allocation. */
export interface ReservationUnits {
  orderId: string;
  status: 'held' | 'committed' | 'released' | 'expired';
  /** On hand for the order: they can be dispatched from there. */
  reserved: LocatedUnits[];
  /** Dispatched and not returned, with the location that they left. */
  shipped: LocatedUnits[];
  backordered: Units[];
}

export type HoldResult =
  | {
      outcome: 'held';
      /** Always present: where the units of each package come from. */
      allocations?: LocatedUnits[];
      /** With the policy `partial`: the shortfall of each line. */
      cut?: Shortage[];
      /** With `backorder`: the backordered units. ReservationFilled.v1 announces each part. */
      waiting?: Units[];
    }
  | { outcome: 'short'; lines: Shortage[] }
  /** The reservation was released or has expired; it never holds units again. */
  | { outcome: 'closed' };

/** The status after a release. A repeat answers the current status. */
export interface ReleaseResult {
  status: 'committed' | 'released' | 'expired';
}

export interface RestockResult {
  status: 'committed';
  /** The restocked units by location. */
  restocked: RestockedUnits[];
}

export interface AllocateResult {
  /** The units of the order, by location, in the order of their allocation. */
  allocations: LocatedUnits[];
}

export interface WithdrawRestockResult {
  /** The withdrawn units by location; empty if the return was never restocked. */
  withdrawn: RestockedUnits[];
}

// oxlint-disable-next-line typescript/consistent-type-definitions -- must fit an index signature
export type ReservationMethods = {
  /** Holds what the policy allows, in one transaction. A repeat gets the first answer again. */
  hold: (request: HoldRequest) => Promise<HoldResult>;
  /**
   * Holds more units for an order, once per edit: all of them or, with the policy `backorder`, what is available,
   * and the rest is backordered. Answers `closed` if the reservation has ended or does not exist, or if the edit
   * was declined before.
   */
  extend: (request: ExtendRequest) => Promise<HoldResult>;
  /**
   * Releases the reserved units, also after a commit, and cancels the backorders; dispatched units
   * stay dispatched. Without a hold it leaves a tombstone: a late hold answers `closed`.
   */
  release: (request: object) => Promise<ReleaseResult>;
  /**
   * Allocates reserved units anew, so that they can leave from this location, once per shipment. Rejects with
   * insufficient-stock, and changes nothing, if the location has fewer available units, or with
   * exceeds-reservation, location-not-found, reservation-not-found or idempotency-key-reused.
   */
  allocateAt: (request: AllocateRequest) => Promise<AllocateResult>;
  /**
   * Takes dispatched units back, once per returnId, and never more than were dispatched and are not
   * back yet. Rejects with units-not-shipped while the dispatch of these units is not known here
   * (try again), with exceeds-reservation and its lines, location-not-found, reservation-not-found,
   * reservation-not-committed, return-withdrawn or idempotency-key-reused.
   */
  restock: (request: RestockRequest) => Promise<RestockResult>;
  /**
   * Undoes the restock of a return, once: its units are dispatched units of the order again, and a
   * later restock of this return is refused with return-withdrawn. Rejects with
   * insufficient-stock, and changes nothing, if the units are no longer available.
   */
  withdrawRestock: (request: WithdrawRestockRequest) => Promise<WithdrawRestockResult>;
};

/** One reservation per order, under the order id. */
export const ReservationActor: ActorType<ReservationMethods> = {
  name: 'Reservation',
  methods: {
    hold: true,
    extend: true,
    release: true,
    allocateAt: true,
    restock: true,
    withdrawRestock: true,
  },
};
