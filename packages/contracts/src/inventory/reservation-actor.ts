import type { ActorType } from '@commerce/runtime/actors';
import { Type, type Static } from 'typebox';
import { Sku } from '../money.ts';
import { Location, MAX_QUANTITY } from './stock-api.ts';

/** Most lines of one hold: what an order may have. */
const MAX_HOLD_LINES = 10_000;

const Lines = Type.Array(
  Type.Object(
    { sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: MAX_HOLD_LINES },
);

/** The name that a caller gives to a command, so that a repeat of it is known. */
const CommandId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$' });

/** What becomes of lines of which there is not enough. */
export const FulfilmentPolicy = Type.Union([
  /** Every line in full, or nothing. */
  Type.Literal('all'),
  /** What there is; the rest is cut. Nothing only when there is nothing at all. */
  Type.Literal('partial'),
  /** What there is; the rest is waited for, in order of arrival. */
  Type.Literal('backorder'),
  /** Every line in full, or nothing, in as many packages as it takes. */
  Type.Literal('split'),
]);
export type FulfilmentPolicy = Static<typeof FulfilmentPolicy>;

/** What an order wants held: units by product. Lines of one product count together. */
export const HoldRequest = Type.Object(
  { lines: Lines, policy: Type.Optional(FulfilmentPolicy) },
  { additionalProperties: false },
);
export type HoldRequest = Static<typeof HoldRequest>;

/** A part of a reservation, named by the caller; without lines all of it. */
export const ReleaseRequest = Type.Object(
  { lines: Type.Optional(Lines), commandId: Type.Optional(CommandId) },
  { additionalProperties: false },
);
export type ReleaseRequest = Static<typeof ReleaseRequest>;

/** Units of a committed order that came back; to where they were taken if no location is named. */
export const RestockRequest = Type.Object(
  { returnId: CommandId, lines: Lines, location: Type.Optional(Location) },
  { additionalProperties: false },
);
export type RestockRequest = Static<typeof RestockRequest>;

/** Names a return whose units are taken out of the stock again. */
export const WithdrawRestockRequest = Type.Object(
  { returnId: CommandId },
  { additionalProperties: false },
);
export type WithdrawRestockRequest = Static<typeof WithdrawRestockRequest>;

/** A product of which less is available than was asked for. */
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

export type HoldResult =
  | {
      outcome: 'held';
      /** Always there; where the units of each package come from. */
      allocations?: LocatedUnits[];
      /** With the policy `partial`: the lines of which there was less than requested. */
      cut?: Shortage[];
      /** With `backorder`: what is waited for. ReservationFilled.v1 tells of each part. */
      waiting?: Units[];
    }
  | { outcome: 'short'; lines: Shortage[] }
  /** The reservation was released or expired before; it never holds again. */
  | { outcome: 'closed' };

/** Ends a reservation. A repeat answers what is true already. */
export interface CloseResult {
  status: 'committed' | 'released' | 'expired';
}

/** What a release came to; a part of a reservation leaves it `held` or `committed`. */
export interface ReleaseResult {
  status: 'held' | CloseResult['status'];
  /** Of a part: the units that went back, and those that are no longer waited for. */
  released?: LocatedUnits[];
  dropped?: Units[];
}

export interface RestockResult {
  status: 'committed';
  /** Where the units are now. */
  restocked: LocatedUnits[];
}

export interface WithdrawRestockResult {
  /** The units that left the stock again; none when the return was never restocked. */
  withdrawn: LocatedUnits[];
}

// oxlint-disable-next-line typescript/consistent-type-definitions -- must fit an index signature
export type ReservationMethods = {
  /** Holds what the policy allows, in one transaction. A repeat answers as the first one did. */
  hold: (request: HoldRequest) => Promise<HoldResult>;
  /**
   * The units leave the stock for the order: held becomes gone, and what is still waited for goes
   * as it comes. Rejects with reservation-not-found when nothing was ever held, because then there
   * is nothing that could leave.
   */
  commit: (request: object) => Promise<CloseResult>;
  /**
   * Without lines: gives back what is held and drops what is waited for; after a commit puts the
   * units back into stock. What never held is closed for ever, so that a hold that comes late finds
   * it so. With lines (and then a commandId, which makes a repeat known): a part of it, first what
   * is waited for. Rejects with exceeds-reservation and its lines, or idempotency-key-reused.
   */
  release: (request: ReleaseRequest) => Promise<ReleaseResult>;
  /** Gives back what is held because its time is over; after a commit changes nothing. */
  expire: (request: object) => Promise<CloseResult>;
  /**
   * Units of a committed order come back into stock, once for each returnId. Never more than were
   * committed and not given back yet: rejects with exceeds-reservation and its lines, with
   * reservation-not-found, reservation-not-committed or idempotency-key-reused.
   */
  restock: (request: RestockRequest) => Promise<RestockResult>;
  /**
   * Undoes the restock of a return, once: its units leave the stock for the order again, and a
   * restock of it that comes later is refused with return-withdrawn. Rejects with
   * insufficient-stock when the units are not free any more, and changes nothing then.
   */
  withdrawRestock: (request: WithdrawRestockRequest) => Promise<WithdrawRestockResult>;
};

/** One reservation per order; its id is the order's. */
export const ReservationActor: ActorType<ReservationMethods> = {
  name: 'Reservation',
  methods: {
    hold: true,
    commit: true,
    release: true,
    expire: true,
    restock: true,
    withdrawRestock: true,
  },
};
