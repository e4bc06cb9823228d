import { Type, type Static } from 'typebox';
import { text } from '../text.ts';

/** The maximum number of units in one receipt or one line. */
export const MAX_QUANTITY = 1_000_000_000;

/** The id of a location. Compared without letter case; kept as it was declared. */
export const Location = Type.String({
  description: 'the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first',
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$',
});

/** POST /stock/{sku}/receipts: units arrive at a declared location. */
export const ReceiveStock = Type.Object(
  {
    location: Location,
    quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
    /** Receives units of a SKU that the catalog does not have (yet), as an import may. */
    allowUnknownProduct: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ReceiveStock = Static<typeof ReceiveStock>;

/** A recorded receipt; it never changes. */
export const Receipt = Type.Object(
  {
    receiptId: Type.String(),
    sku: Type.String(),
    location: Type.String(),
    quantity: Type.Integer(),
  },
  { additionalProperties: false },
);
export type Receipt = Static<typeof Receipt>;

/** POST /stock/{sku}/adjustments: corrects a count, or records lost, damaged or found units. */
export const AdjustStock = Type.Object(
  {
    location: Location,
    delta: Type.Union([
      Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
      Type.Integer({ minimum: -MAX_QUANTITY, maximum: -1 }),
    ]),
    reason: Type.Union([
      Type.Literal('damaged'),
      Type.Literal('lost'),
      Type.Literal('found'),
      Type.Literal('recount'),
      Type.Literal('other'),
    ]),
    note: Type.Optional(text({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type AdjustStock = Static<typeof AdjustStock>;

/** A recorded adjustment; it never changes. */
export const Adjustment = Type.Object(
  { adjustmentId: Type.String(), sku: Type.String(), ...AdjustStock.properties },
  { additionalProperties: false },
);
export type Adjustment = Static<typeof Adjustment>;

/** POST /stock/{sku}/transfers: moves available units from one location to another. */
export const TransferStock = Type.Object(
  {
    from: Location,
    to: Location,
    quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
  },
  { additionalProperties: false },
);
export type TransferStock = Static<typeof TransferStock>;

/** A recorded transfer; it never changes. */
export const Transfer = Type.Object(
  { transferId: Type.String(), sku: Type.String(), ...TransferStock.properties },
  { additionalProperties: false },
);
export type Transfer = Static<typeof Transfer>;

/** POST /stock/{sku}/inspections: units go into quarantine, or out of it as sellable or scrap. */
export const InspectStock = Type.Object(
  {
    location: Location,
    quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
    outcome: Type.Union([
      Type.Literal('sellable'),
      Type.Literal('quarantine'),
      Type.Literal('scrap'),
    ]),
    note: Type.Optional(text({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type InspectStock = Static<typeof InspectStock>;

/** A recorded inspection; it never changes. */
export const Inspection = Type.Object(
  { inspectionId: Type.String(), sku: Type.String(), ...InspectStock.properties },
  { additionalProperties: false },
);
export type Inspection = Static<typeof Inspection>;

/** The priority of a location that was declared without one. */
export const DEFAULT_PRIORITY = 100;

/** PUT /locations/{location}: declares a location, or replaces what was declared. */
export const DeclareLocation = Type.Object(
  {
    /** Without it, the id. */
    name: Type.Optional(text({ maxLength: 100 })),
    /** Units are taken from the lower number first. */
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    /** ISO 3166-1 alpha-2. */
    country: Type.Optional(
      Type.String({
        description: 'a country code of two capital letters (ISO 3166-1)',
        pattern: '^[A-Z]{2}$',
      }),
    ),
  },
  { additionalProperties: false },
);
export type DeclareLocation = Static<typeof DeclareLocation>;

/** A location where stock can be. */
export const DeclaredLocation = Type.Object(
  {
    location: Type.String(),
    name: Type.String(),
    priority: Type.Integer(),
    country: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type DeclaredLocation = Static<typeof DeclaredLocation>;

/** GET /locations: all locations, in the order in which units are taken from them. */
export const Locations = Type.Object(
  { items: Type.Array(DeclaredLocation) },
  { additionalProperties: false },
);

/** PUT /stock/{sku}/threshold: StockLow.v1 is published when lowAt or fewer units are available. */
export const SetThreshold = Type.Object(
  { lowAt: Type.Integer({ minimum: 0, maximum: MAX_QUANTITY }) },
  { additionalProperties: false },
);
export const Threshold = Type.Object(
  { sku: Type.String(), lowAt: Type.Integer() },
  { additionalProperties: false },
);
export type Threshold = Static<typeof Threshold>;

/** The query of GET /stock/{sku}/why. */
export const ExplainStock = Type.Object(
  {
    cursor: Type.Optional(
      Type.String({ description: 'the cursor of an earlier page', pattern: '^[0-9]{1,15}$' }),
    ),
    limit: Type.Optional(
      Type.String({ description: 'a number from 1 to 1000', pattern: '^([1-9][0-9]{0,2}|1000)$' }),
    ),
  },
  { additionalProperties: false },
);
/** Movements per page if the request sets no limit. */
export const DEFAULT_MOVEMENTS = 100;

/** One change of the stock of a product, with its cause. */
export const StockMovement = Type.Object(
  {
    id: Type.Integer(),
    at: Type.String(),
    kind: Type.String(),
    location: Type.String(),
    /** The units that it is about, also where no count of the stock changes (`confirm`, `scrap`). */
    quantity: Type.Integer(),
    onHandDelta: Type.Integer(),
    reservedDelta: Type.Integer(),
    quarantinedDelta: Type.Integer(),
    /** The order it was made for. */
    orderId: Type.Optional(Type.String()),
    /** The event that caused it. */
    eventId: Type.Optional(Type.String()),
    /** The receipt, adjustment, transfer, inspection, shipment, cancellation or return. */
    operationId: Type.Optional(Type.String()),
    /** The reason of an adjustment, or the outcome of an inspection. */
    reason: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    /** The request that caused it. */
    correlationId: Type.String(),
  },
  { additionalProperties: false },
);
export type StockMovement = Static<typeof StockMovement>;

/** GET /stock/{sku}/why: a page of the movements, oldest first, and the sums of all movements. */
export const StockHistory = Type.Object(
  {
    sku: Type.String(),
    items: Type.Array(StockMovement),
    nextCursor: Type.Optional(Type.String()),
    /** The sums of all movements, and whether they equal the stock. */
    totals: Type.Object(
      {
        onHand: Type.Integer(),
        reserved: Type.Integer(),
        quarantined: Type.Integer(),
        consistent: Type.Boolean(),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type StockHistory = Static<typeof StockHistory>;

const counts = {
  /** What stands on the shelf: it falls at dispatch. */
  onHand: Type.Integer(),
  /** Of these, units held for or sold to orders and not dispatched. */
  reserved: Type.Integer(),
  /** Of these, returned units that are not sellable until they are inspected. */
  quarantined: Type.Integer(),
  /** On hand minus reserved minus quarantined. */
  available: Type.Integer(),
};

/**
 * What everyone may know of the stock of a product: `low` at the low-stock threshold or below it, if one
 * is set; `out` if a new order would get no unit.
 */
export const Availability = Type.Union([
  Type.Literal('in-stock'),
  Type.Literal('low'),
  Type.Literal('out'),
]);
export type Availability = Static<typeof Availability>;

/** GET /stock/{sku} for guests, customers and service clients without the scope `stock`. */
export const StockAvailability = Type.Object(
  { sku: Type.String(), availability: Availability },
  { additionalProperties: false },
);
export type StockAvailability = Static<typeof StockAvailability>;

/** GET /stock/{sku} for staff: the units of a product, in total and by location. */
export const Stock = Type.Object(
  {
    ...StockAvailability.properties,
    ...counts,
    /** Backordered units: they get available units before any new order does. */
    waiting: Type.Integer(),
    locations: Type.Array(
      Type.Object({ location: Type.String(), ...counts }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Stock = Static<typeof Stock>;
