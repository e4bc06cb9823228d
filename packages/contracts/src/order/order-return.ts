import { Type } from 'typebox';
import { Money } from '../money.ts';
import { ExchangeOrder } from './order-exchange.ts';
import { FulfilmentStatus, OrderStanding } from './order-standing.ts';
import { LineUnits, ReceivedUnits } from './order-units.ts';

const status = FulfilmentStatus;
const standing = Type.Optional(OrderStanding);

const returnDetails = {
  status,
  returnId: Type.String(),
  lines: Type.Array(LineUnits),
  refundAmount: Money,
  requestedAt: Type.String(),
};

/** The window of a return had closed, and a person of the shop let it in. */
const WindowOverride = Type.Object({
  /** The last date on which units could be sent back, YYYY-MM-DD. */
  until: Type.String(),
  /** The account of the person. */
  by: Type.String(),
  /** The reason of the person, encrypted by the order app; absent if the customer had been erased. */
  personal: Type.Optional(Type.String()),
});

/** What others learn of the returns of an order. */
export const publicReturnEvents = {
  /** The units are back in stock and their amount is refunded. */
  'OrderReturned.v1': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    /** What was refunded, if it is less than was announced: no more was left to refund. */
    refunded: Type.Optional(Money),
    returnedAt: Type.String(),
  }),
  /**
   * The customer keeps the units of a return: it could not be refunded, nothing of it arrived, or staff
   * declined it.
   */
  'OrderReturnDeclined.v1': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    /** The account of the person who declined it; absent if none did. */
    by: Type.Optional(Type.String()),
    /** Of the receipt in which nothing right arrived. */
    receiptId: Type.Optional(Type.String()),
    declinedAt: Type.String(),
  }),
  /** The rest of a return did not come: the customer keeps the units that were still announced. */
  'OrderReturnClosed.v1': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    /** The account of the person. */
    by: Type.String(),
    closedAt: Type.String(),
  }),
  /** The customer does not send the units of a return back. */
  'OrderReturnWithdrawn.v1': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    withdrawnAt: Type.String(),
  }),
};

/** The steps of a return that only the order app needs, and those with free text. */
export const privateReturnEvents = {
  /** Why staff declines a return; the event that declines it follows. */
  'OrderReturnDeclineExplained.v1': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    /** The reason, encrypted by the order app. */
    personal: Type.String(),
    explainedAt: Type.String(),
  }),
  /** No longer written: its reason is unencrypted. */
  'OrderReturnRequested.v1': Type.Object({ ...returnDetails, reason: Type.String() }),
  /** The customer will send units back; their amount is refunded once they have arrived. */
  'OrderReturnRequested.v2': Type.Object({
    ...returnDetails,
    standing,
    /** The reason, encrypted by the order app; absent if the customer had been erased. */
    personal: Type.Optional(Type.String()),
    windowOverride: Type.Optional(WindowOverride),
    /** The order that is placed for it; absent: the units are not exchanged. */
    exchange: Type.Optional(ExchangeOrder),
  }),
  /**
   * A part of an announced return has arrived. From here on it is a return of its own, `partId`, and what happens to
   * it is in the events of that; the rest stays announced.
   */
  'OrderReturnSplit.v1': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    partId: Type.String(),
    /** The units of the part. */
    lines: Type.Array(LineUnits),
    /** What they cost. */
    refundAmount: Money,
    /** What the rest costs. */
    restAmount: Money,
    splitAt: Type.String(),
  }),
  /** The units have arrived: the return workflow restocks and refunds. */
  'OrderReturnReceived.v1': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    receivedAt: Type.String(),
  }),
  /**
   * The units of a return have arrived and were inspected: the return workflow puts them where the
   * inspection says and refunds what it says. Announced units that are not in it stay with the customer.
   */
  'OrderReturnReceived.v2': Type.Object({
    status,
    standing,
    returnId: Type.String(),
    received: Type.Array(ReceivedUnits),
    refundAmount: Money,
    /** Kept back from what the units cost, minor units; absent: nothing, or the event is older. */
    withheldMinor: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Of the receipt that recorded it, by which a repeat is recognized; absent in older events, and for a part. */
    receiptId: Type.Optional(Type.String()),
    receivedAt: Type.String(),
  }),
};

/** Public events as older streams have them: with what is in a private event of its own now. */
export const olderReturnEvents = {
  'OrderReturnDeclined.v1': Type.Object({
    ...publicReturnEvents['OrderReturnDeclined.v1'].properties,
    /** No longer written: see `OrderReturnDeclineExplained.v1`. */
    personal: Type.Optional(Type.String()),
  }),
};
