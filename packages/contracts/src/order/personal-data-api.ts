import { Type, type Static } from 'typebox';
import { Address } from '../address.ts';
import { Contact } from '../contact.ts';
import { OrderNotes } from './order-parts.ts';

/**
 * Why somebody reads the personal data of an order, which decides what they see: `shipping` the
 * address and the telephone, `notification` the contact, `payment` the billing address, `support` all.
 */
export const Purpose = Type.Union([
  Type.Literal('shipping'),
  Type.Literal('notification'),
  Type.Literal('payment'),
  Type.Literal('support'),
]);
export type Purpose = Static<typeof Purpose>;

/** The query of GET /orders/{id}/personal-data. */
export const ReadPersonalData = Type.Object({ purpose: Purpose }, { additionalProperties: false });

/** The personal data of an order, as far as the purpose needs them. */
export const PersonalDataOfOrder = Type.Object({
  /** Orders from before structured addresses have other fields in it. */
  shippingAddress: Type.Optional(Type.Union([Address, Type.Record(Type.String(), Type.String())])),
  billingAddress: Type.Optional(Address),
  contact: Type.Optional(Type.Partial(Contact)),
  notes: Type.Optional(OrderNotes),
});
export type PersonalDataOfOrder = Static<typeof PersonalDataOfOrder>;
