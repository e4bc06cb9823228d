import { actorType } from '@commerce/runtime/actors';
import { Type, type Static } from 'typebox';
import { Sku } from '../money.ts';
import { MAX_QUANTITY } from './stock-api.ts';

/** Most lines of one hold: what an order may have. */
const MAX_HOLD_LINES = 10_000;

/** What an order wants held: units by product. Lines of one product count together. */
export const HoldRequest = Type.Object(
  {
    lines: Type.Array(
      Type.Object(
        { sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MAX_HOLD_LINES },
    ),
  },
  { additionalProperties: false },
);
export type HoldRequest = Static<typeof HoldRequest>;

/** A product of which less is available than was asked for. */
export interface Shortage {
  sku: string;
  requested: number;
  available: number;
}

export type HoldResult =
  | { outcome: 'held' }
  | { outcome: 'short'; lines: Shortage[] }
  /** The reservation was released or expired before; it never holds again. */
  | { outcome: 'closed' };

/** Ends a reservation. A repeat answers what is true already. */
export interface CloseResult {
  status: 'committed' | 'released' | 'expired';
}

// oxlint-disable-next-line typescript/consistent-type-definitions -- must fit an index signature
export type ReservationMethods = {
  /** Holds all lines or none, in one transaction. */
  hold: (request: HoldRequest) => Promise<HoldResult>;
  /**
   * The units leave the stock for the order: held becomes gone. Rejects with reservation-not-found
   * when nothing was ever held, because then there is nothing that could leave.
   */
  commit: (request: object) => Promise<CloseResult>;
  /**
   * Gives back what is held; after a commit puts the units back into stock. What never held is
   * closed for ever, so that a hold that comes late finds it so.
   */
  release: (request: object) => Promise<CloseResult>;
  /** Gives back what is held because its time is over; after a commit changes nothing. */
  expire: (request: object) => Promise<CloseResult>;
};

/** One reservation per order; its id is the order's. */
export const ReservationActor = actorType<ReservationMethods>('Reservation', {
  hold: true,
  commit: true,
  release: true,
  expire: true,
});
