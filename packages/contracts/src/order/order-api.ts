import { Type, type Static } from 'typebox';
import { Address } from '../address.ts';
import { ProductDetails } from '../catalog/catalog-api.ts';
import { Contact } from '../contact.ts';
import { FulfilmentPolicy } from '../inventory/fulfilment-policy.ts';
import { Currency } from '../currency.ts';
import { INSTANT } from '../instant.ts';
import { MAX_AMOUNT_MINOR, Money } from '../money.ts';
import { Sku } from '../sku.ts';
import { text } from '../text.ts';
import { Charges } from './order-charges.ts';
import { CaptureRefusalCode } from './order-events.ts';
import { LineUnits, ReceivedUnits } from './order-units.ts';
import {
  Channel,
  inspection,
  LineId,
  Metadata,
  OrderNotes,
  Reference,
  shipmentDetails,
  Tags,
} from './order-parts.ts';
import { NeededAction, OrderDispute, PaymentChange } from './order-payment.ts';
import { ExchangeOf } from './order-exchange.ts';
import { OrderRefund } from './order-refund.ts';
import { ParkedSaga } from './order-repair.ts';
import { ShippedAnyway } from './shipped-anyway.ts';
import { OrderStanding } from './order-standing.ts';

/** The maximum number of lines of an order. */
export const MAX_LINES = 10_000;
/** The maximum number of units of a line. With it, the amount of a line is an exact integer. */
export const MAX_QUANTITY = 1_000_000;
/** The maximum number of lines of an exchange: the event of the return has them too. */
const MAX_EXCHANGED_LINES = 100;
/** The maximum price of a unit, minor units. */
const MAX_UNIT_PRICE_MINOR = 100_000_000;

/** The order status; `rejected` and `cancelled` are final. */
export const OrderStatus = Type.Union([
  Type.Literal('placed'),
  Type.Literal('confirmed'),
  Type.Literal('partially-shipped'),
  Type.Literal('shipped'),
  Type.Literal('delivered'),
  Type.Literal('partially-returned'),
  Type.Literal('returned'),
  Type.Literal('rejected'),
  Type.Literal('cancelling'),
  Type.Literal('cancelled'),
]);
export type OrderStatus = Static<typeof OrderStatus>;

export const CustomerId = Type.String({
  description: 'an id of 1 to 64 letters, digits, _ and -',
  pattern: '^[A-Za-z0-9_-]{1,64}$',
});

/** The provider's token for a card. It starts with a letter, so a card number is never accepted. */
const PaymentToken = Type.String({
  maxLength: 200,
  description: 'a token of letters, digits, _ and -, a letter first; never a card number',
  pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
});

const closed = { additionalProperties: false } as const;

/**
 * POST /orders. Only a trusted importer may send `customerId`, `unitPriceMinor` and `name`, and may
 * leave out the address, which old records often lack. Only service clients send `tags`, `channel` and
 * an internal note.
 */
export const PlaceOrder = Type.Object(
  {
    lines: Type.Array(
      Type.Object(
        {
          sku: Sku,
          quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
          unitPriceMinor: Type.Optional(
            Type.Integer({ minimum: 0, maximum: MAX_UNIT_PRICE_MINOR }),
          ),
          name: Type.Optional(text({ maxLength: 200 })),
        },
        closed,
      ),
      { minItems: 1, maxItems: MAX_LINES },
    ),
    shippingAddress: Type.Optional(Address),
    /** Absent: the shipping address. */
    billingAddress: Type.Optional(Address),
    /** Needed without an account. */
    contact: Type.Optional(Contact),
    /** Not needed if there is nothing to pay. */
    payment: Type.Optional(Type.Object({ token: PaymentToken }, closed)),
    currency: Currency,
    customerId: Type.Optional(CustomerId),
    /** What happens when stock is short; the default is `all`. */
    policy: Type.Optional(FulfilmentPolicy),
    discountCode: Type.Optional(text({ maxLength: 40 })),
    notes: Type.Optional(OrderNotes),
    tags: Type.Optional(Tags),
    metadata: Type.Optional(Metadata),
    channel: Type.Optional(Channel),
    reference: Type.Optional(Reference),
  },
  closed,
);
export type PlaceOrder = Static<typeof PlaceOrder>;

/** Units of an order: of a line, or of a product that is on one line only. */
const Units = Type.Array(
  Type.Union([
    Type.Object(
      { lineId: LineId, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
      closed,
    ),
    Type.Object(
      { sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
      closed,
    ),
  ]),
  { minItems: 1, maxItems: MAX_LINES },
);

/** POST /orders/{id}/shipments. Without lines, everything that can ship. */
export const ShipOrder = Type.Object(
  {
    lines: Type.Optional(Units),
    ...shipmentDetails,
    /** A parcel that left although its units had been cancelled; needs the location that it left. */
    shippedAnyway: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** POST /orders/{id}/cancellation. Without lines, the whole order, if nothing has shipped yet. */
export const CancelOrder = Type.Object({ lines: Type.Optional(Units) }, closed);

/** What the customer wants in place of returned units: an order for it is placed at once. */
const ExchangeFor = Type.Object(
  {
    lines: Type.Array(
      Type.Object(
        { sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
        closed,
      ),
      { minItems: 1, maxItems: MAX_EXCHANGED_LINES },
    ),
    /** Pays that order; absent: the card of the order of the return. */
    payment: Type.Optional(Type.Object({ token: PaymentToken }, closed)),
  },
  closed,
);
export type ExchangeFor = Static<typeof ExchangeFor>;

/** POST /orders/{id}/returns. Without lines, everything that was shipped. */
export const RequestReturn = Type.Object(
  {
    lines: Type.Optional(Units),
    reason: text({ maxLength: 500 }),
    /** Only support: lets the return in although the window has closed. In an open window it changes nothing. */
    overrideWindow: Type.Optional(Type.Object({ reason: text({ maxLength: 500 }) }, closed)),
    exchangeFor: Type.Optional(ExchangeFor),
  },
  closed,
);
export type RequestReturn = Static<typeof RequestReturn>;

const returnedUnits = {
  quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
  ...inspection,
};

/**
 * POST /orders/{id}/returns/{returnId}/receipt. Without lines, all units that are still announced have
 * arrived, as they were sold. Units that are not named have not arrived yet: they stay announced.
 */
export const ReceiveReturn = Type.Object(
  {
    lines: Type.Optional(
      Type.Array(
        Type.Union([
          Type.Object({ lineId: LineId, ...returnedUnits }, closed),
          Type.Object({ sku: Sku, ...returnedUnits }, closed),
        ]),
        { minItems: 1, maxItems: MAX_LINES },
      ),
    ),
    /** Kept back from the refund, minor units of the order's currency. */
    restockingFeeMinor: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR })),
    /** False: the units' share of the shipping is kept back too. By default it is refunded with them. */
    refundShipping: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type ReceiveReturn = Static<typeof ReceiveReturn>;

/** POST /orders/{id}/returns/{returnId}/decline: why the shop does not take it. */
export const DeclineReturn = Type.Object({ reason: text({ maxLength: 500 }) }, closed);
export type DeclineReturn = Static<typeof DeclineReturn>;

const Count = Type.Integer({ minimum: 0 });

/** The units of a line by their state. */
export const LineProgress = Type.Object({
  lineId: Type.String(),
  sku: Type.String(),
  quantity: Count,
  amountMinor: Count,
  cancelled: Count,
  waiting: Count,
  shipped: Count,
  delivered: Count,
  returning: Count,
  returned: Count,
});

/** A line of an order, with the product as it was when it was sold. */
export const OrderLine = Type.Object({
  /** Names the line in commands, for ever. */
  lineId: Type.String(),
  sku: Type.String(),
  quantity: Type.Integer(),
  unitPriceMinor: Type.Integer(),
  /** Absent in orders that are older than the names on lines. */
  name: Type.Optional(Type.String()),
  ...ProductDetails,
});

/** An order, as every operation on an order answers it. */
export const OrderResource = Type.Object({
  id: Type.String(),
  /** The number for people; absent in orders that are older than numbers. */
  number: Type.Optional(Type.String()),
  status: OrderStatus,
  ...OrderStanding.properties,
  lines: Type.Array(OrderLine),
  /** What the customer pays: without units that were short or cancelled. */
  total: Money,
  /** The number of events of the order. */
  version: Type.Integer(),
  customerId: Type.Optional(Type.String()),
  placedAt: Type.String(),
  /** When its last event was committed; always present. */
  updatedAt: Type.Optional(Type.String()),
  /** The store-front server that ordered for the customer or guest; absent if they ordered themselves. */
  placedBy: Type.Optional(Type.String()),
  policy: Type.Optional(FulfilmentPolicy),
  charges: Type.Optional(Charges),
  channel: Type.Optional(Type.String()),
  reference: Type.Optional(Type.String()),
  /** The return whose units this order replaces: it ships once they have arrived. */
  exchangeOf: Type.Optional(ExchangeOf),
  tags: Type.Optional(Tags),
  metadata: Type.Optional(Metadata),
  /** The last date on which units can be sent back, YYYY-MM-DD in the shop's time zone; absent until units ship. */
  returnableUntil: Type.Optional(Type.String()),
  /** The units of a confirmed order, line by line. */
  fulfilment: Type.Optional(
    Type.Object({
      lines: Type.Array(LineProgress),
      /** The order comes in several parcels: its units are at so many locations. Absent: in one. */
      expectedParcels: Type.Optional(Type.Integer({ minimum: 2 })),
      shipments: Type.Array(
        Type.Object({
          shipmentId: Type.String(),
          lines: Type.Array(LineUnits),
          ...shipmentDetails,
          shippedAt: Type.String(),
          deliveredAt: Type.Optional(Type.String()),
        }),
      ),
      returns: Type.Array(
        Type.Object({
          returnId: Type.String(),
          /** The return that was announced, if only a part of it arrived with this receipt. */
          partOf: Type.Optional(Type.String()),
          /** The order that was placed for it. */
          exchange: Type.Optional(Type.Object({ orderId: Type.String() })),
          /** Once they have arrived, the units that did; until then, those that are still announced. */
          lines: Type.Array(LineUnits),
          /** What the inspection said, once the units have arrived and were inspected. */
          received: Type.Optional(Type.Array(ReceivedUnits)),
          refundMinor: Type.Integer(),
          /** What the inspection kept back from the price of the units; absent: nothing. */
          withheldMinor: Type.Optional(Type.Integer()),
          /** What was refunded, if it is less: no more was left to refund. */
          refundedMinor: Type.Optional(Type.Integer()),
          status: Type.Union([
            Type.Literal('requested'),
            Type.Literal('received'),
            Type.Literal('returned'),
            Type.Literal('declined'),
            Type.Literal('withdrawn'),
            /** The rest did not come. */
            Type.Literal('closed'),
          ]),
        }),
      ),
    }),
  ),
  /** What the customer has to do before the order can be confirmed. */
  paymentAction: Type.Optional(NeededAction),
  /** An edit whose stock or money is being asked for: it is booked or declined soon. */
  pendingEdit: Type.Optional(
    Type.Object({
      editId: Type.String(),
      /** What the order costs after it, minor units. */
      totalMinor: Type.Integer({ minimum: 0 }),
      startedAt: Type.String(),
    }),
  ),
  /** What happened to the payment without the order having asked for it, oldest first. */
  paymentChanges: Type.Optional(Type.Array(PaymentChange)),
  /** The customer's disputes at the bank. */
  disputes: Type.Optional(Type.Array(OrderDispute)),
  /** The last capture, if it was refused: its shipment has not left. */
  refusedCapture: Type.Optional(
    Type.Object({
      shipmentId: Type.String(),
      amount: Money,
      code: CaptureRefusalCode,
      reason: Type.String(),
      /** What should have left; absent in older orders. */
      lines: Type.Optional(Type.Array(LineUnits)),
      ...shipmentDetails,
      refusedAt: Type.String(),
    }),
  ),
  /** Parcels that left although their units had been cancelled; absent if there is none. */
  shippedAnyway: Type.Optional(Type.Array(ShippedAnyway)),
  /** Refunds without a return; absent if there is none. */
  refunds: Type.Optional(Type.Array(OrderRefund)),
  /** The parked workflows of the order, which wait for an operator; absent if there is none. */
  parked: Type.Optional(Type.Array(ParkedSaga)),
  /** Why the order was rejected, and which lines were short. */
  rejection: Type.Optional(
    Type.Object({
      code: Type.String(),
      lines: Type.Optional(
        Type.Array(
          Type.Object({
            sku: Type.String(),
            requested: Type.Integer(),
            available: Type.Integer(),
          }),
        ),
      ),
    }),
  ),
});
export type OrderResource = Static<typeof OrderResource>;

/** The query of GET /orders/{id}: the order after an event number, or at an ISO 8601 instant. */
export const ReadOrder = Type.Object(
  {
    at: Type.Optional(
      Type.String({
        description:
          'the number of an event, or an instant such as 2026-11-30T09:00:00Z (a + is written %2B)',
        pattern: `^(?:[1-9]\\d{0,5}|${INSTANT})$`,
      }),
    ),
  },
  { additionalProperties: false },
);

const Moment = Type.String({
  description:
    '0, the number of an event, or an instant such as 2026-11-30T09:00:00Z (a + is written %2B)',
  pattern: `^(?:0|[1-9]\\d{0,5}|${INSTANT})$`,
});

/** The query of GET /orders/{id}/diff; 0 is before the order existed. */
export const DiffOrder = Type.Object({ from: Moment, to: Moment }, { additionalProperties: false });

/** What changed in an order between two moments. */
export const OrderDiff = Type.Object({
  id: Type.String(),
  /** The number of events until then. */
  from: Type.Integer({ minimum: 0 }),
  to: Type.Integer({ minimum: 0 }),
  /** The events in between, as /events shows them. */
  events: Type.Array(Type.Unknown()),
  /** Paths in the order (RFC 6901). `from` is absent for a new value, `to` for a removed one. */
  changes: Type.Array(
    Type.Object({
      pointer: Type.String(),
      from: Type.Optional(Type.Unknown()),
      to: Type.Optional(Type.Unknown()),
    }),
  ),
});
export type OrderDiff = Static<typeof OrderDiff>;
