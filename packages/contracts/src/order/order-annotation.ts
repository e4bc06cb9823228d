import { Type, type Static } from 'typebox';
import {
  MAX_METADATA,
  Metadata,
  MetadataKey,
  MetadataValue,
  NoteText,
  Tags,
} from './order-parts.ts';
import { FulfilmentStatus, OrderStanding } from './order-standing.ts';

const closed = { additionalProperties: false } as const;
const orNothing = <T extends ReturnType<typeof Type.String>>(value: T) =>
  Type.Optional(Type.Union([value, Type.Null()]));

/**
 * PATCH /orders/{id}: what is absent stays, and null removes (RFC 7396). `tags` replaces the list as a whole,
 * `metadata` changes the entries that it names.
 */
export const AnnotateOrder = Type.Object(
  {
    notes: Type.Optional(
      Type.Object(
        { customer: orNothing(NoteText), internal: orNothing(NoteText) },
        { ...closed, minProperties: 1 },
      ),
    ),
    tags: Type.Optional(Tags),
    metadata: Type.Optional(
      Type.Record(MetadataKey, Type.Union([MetadataValue, Type.Null()]), {
        ...closed,
        minProperties: 1,
        maxProperties: MAX_METADATA,
      }),
    ),
  },
  { ...closed, minProperties: 1 },
);
export type AnnotateOrder = Static<typeof AnnotateOrder>;

/** What an annotation changed. */
export const AnnotatedPart = Type.Union([
  Type.Literal('customerNote'),
  Type.Literal('internalNote'),
  Type.Literal('tags'),
  Type.Literal('metadata'),
]);
export type AnnotatedPart = Static<typeof AnnotatedPart>;

/** An order in any status can be annotated. */
const status = Type.Union([
  Type.Literal('placed'),
  Type.Literal('rejected'),
  Type.Literal('cancelling'),
  Type.Literal('cancelled'),
  ...FulfilmentStatus.anyOf,
]);

/** The private events of notes, tags and metadata. */
export const privateAnnotationEvents = {
  /** Notes, tags or metadata changed. What is absent is as before. */
  'OrderAnnotated.v1': Type.Object({
    status,
    standing: Type.Optional(OrderStanding),
    changed: Type.Array(AnnotatedPart),
    /** All tags after it. */
    tags: Type.Optional(Tags),
    /** All metadata after it. */
    metadata: Type.Optional(Metadata),
    /** All personal data after it, with the notes, encrypted by the order app. */
    personal: Type.Optional(Type.String()),
    /** The account or the service client. */
    by: Type.String(),
    annotatedAt: Type.String(),
  }),
};
