import { Type, type Static } from 'typebox';
import { Address } from '../address.ts';
import { Contact } from '../contact.ts';
import { Sku } from '../sku.ts';
import { MAX_LINES, MAX_QUANTITY } from './order-api.ts';
import { orderEdit } from './order-edit.ts';
import { FulfilmentStatus } from './order-standing.ts';
import { LineId } from './order-parts.ts';
import { OrderStanding } from './order-standing.ts';

const closed = { additionalProperties: false } as const;

/**
 * POST /orders/{id}/edits. `quantity` is what the line shall have, not what is added or taken off. An address or a
 * contact replaces the old one as a whole.
 */
export const EditOrder = Type.Object(
  {
    change: Type.Optional(
      Type.Array(
        Type.Object(
          { lineId: LineId, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
          closed,
        ),
        { minItems: 1, maxItems: MAX_LINES },
      ),
    ),
    /** Lines that shall have no units. */
    remove: Type.Optional(Type.Array(LineId, { minItems: 1, maxItems: MAX_LINES })),
    /** New lines: products that the order does not have yet, at the price of the catalog. */
    add: Type.Optional(
      Type.Array(
        Type.Object(
          { sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
          closed,
        ),
        { minItems: 1, maxItems: MAX_LINES },
      ),
    ),
    shippingAddress: Type.Optional(Address),
    billingAddress: Type.Optional(Address),
    contact: Type.Optional(Contact),
  },
  { ...closed, minProperties: 1 },
);
export type EditOrder = Static<typeof EditOrder>;

/** The query of POST /orders/{id}/edits. `true`: answers what would be booked, and books nothing. */
export const EditOrderQuery = Type.Object(
  { dryRun: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) },
  closed,
);

/** What an edit would book: its event without the id, the time and the personal data. */
export const OrderEditPreview = Type.Object({
  status: FulfilmentStatus,
  standing: OrderStanding,
  ...orderEdit,
});
export type OrderEditPreview = Static<typeof OrderEditPreview>;
