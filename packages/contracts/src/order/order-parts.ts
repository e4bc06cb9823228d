import { Type, type Static } from 'typebox';
import { Disposition } from '../inventory/reservation-actor.ts';
import { Location } from '../inventory/stock-api.ts';
import { text } from '../text.ts';

const MAX_TAGS = 20;
/** The maximum number of entries in the metadata. */
export const MAX_METADATA = 50;
/** The maximum length of a value in the metadata, characters. */
const MAX_METADATA_VALUE = 500;
/** The maximum length of a note, characters. */
const MAX_NOTE = 2_000;

/** The id of a line within its order. It stays when other lines are added or removed. */
export const LineId = Type.String({
  description: 'the id of a line: l and a number',
  pattern: '^l[1-9][0-9]{0,5}$',
});

/** The id of the line at an index of the order, from 0. */
export function lineIdAt(index: number): string {
  return `l${index + 1}`;
}

/** The index of a line by its id. */
export function lineIndexOf(lineId: string): number {
  return Number(lineId.slice(1)) - 1;
}

/**
 * The number of an order for people. Numbers rise, but not one by one: each process takes them in
 * blocks, and a request that is repeated or refused may use one up.
 */
export const OrderNumber = Type.String({
  description: 'the number of an order, 4 to 18 digits',
  pattern: '^[1-9][0-9]{3,17}$',
});

/**
 * The id that an order has in the system of who placed it, such as a purchase order. It need not be
 * unique. It is not encrypted: no personal data.
 */
export const Reference = text({ maxLength: 100 });

export const NoteText = text({ maxLength: MAX_NOTE });

/** Free text on an order, stored encrypted. */
export const OrderNotes = Type.Object(
  {
    /** From the customer to the shop. */
    customer: Type.Optional(NoteText),
    /** From staff to staff; customers never see it. */
    internal: Type.Optional(NoteText),
  },
  { additionalProperties: false },
);
export type OrderNotes = Static<typeof OrderNotes>;

/** A word by which staff find orders. */
export const Tag = Type.String({
  description: 'a word of 1 to 40 characters without a comma or a space at the beginning',
  pattern:
    '^[^\\s,\\u0000-\\u001f\\u007f\\ud800-\\udfff][^,\\u0000-\\u001f\\u007f\\ud800-\\udfff]{0,39}$',
});

export const Tags = Type.Array(Tag, { maxItems: MAX_TAGS, uniqueItems: true });

export const MetadataKey = Type.String({
  description: 'a name of 1 to 40 letters, digits, _, . and -, a letter or digit first',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$',
});
export const MetadataValue = text({ minLength: 0, maxLength: MAX_METADATA_VALUE });

/** Values that other systems keep with an order. They are not encrypted: no personal data. */
export const Metadata = Type.Record(MetadataKey, MetadataValue, {
  maxProperties: MAX_METADATA,
  additionalProperties: false,
});
export type Metadata = Static<typeof Metadata>;

/** Where the order came from, such as `storefront`, `pos` or `marketplace`. */
export const Channel = Type.String({
  description: '1 to 40 small letters, digits and -, a letter or digit first',
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
});

const MAX_PARCELS = 50;

/** A parcel of a shipment. */
export const Parcel = Type.Object(
  {
    carrier: Type.Optional(text({ maxLength: 60 })),
    trackingNumber: Type.Optional(text({ maxLength: 100 })),
    trackingUrl: Type.Optional(
      Type.String({
        maxLength: 500,
        description: 'an https URL without spaces',
        pattern: '^https://[^\\s\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$',
      }),
    ),
    weightGrams: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  },
  { additionalProperties: false },
);

/** How a shipment travels. */
export const shipmentDetails = {
  /** The location that the units leave; absent: where they are allocated. */
  location: Type.Optional(
    Type.String({
      description:
        'the id of a location: 1 to 40 letters, digits, _ and -, a letter or digit first',
      pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$',
    }),
  ),
  /** Absent: one parcel of which nothing is known. */
  parcels: Type.Optional(Type.Array(Parcel, { minItems: 1, maxItems: MAX_PARCELS })),
};
export type ShipmentDetails = Static<ReturnType<typeof Type.Object<typeof shipmentDetails>>>;

/** In which condition a returned unit came. `wrong-item`: it is not what was sold. */
export const Condition = Type.Union([
  Type.Literal('as-new'),
  Type.Literal('opened'),
  Type.Literal('damaged'),
  Type.Literal('wrong-item'),
]);
export type Condition = Static<typeof Condition>;

/** What the inspection of returned units says: how they came, and where they go. */
export const inspection = {
  condition: Type.Optional(Condition),
  /** Absent: sellable. */
  disposition: Type.Optional(Disposition),
  /** The location where they are put; absent: where they were taken from. */
  location: Type.Optional(Location),
};
export type Inspection = Static<ReturnType<typeof Type.Object<typeof inspection>>>;
