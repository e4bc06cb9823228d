import { Type, type Static } from 'typebox';

/** An e-mail address. Whether mail arrives there, only a mail can tell. */
export const Email = Type.String({
  maxLength: 254,
  description: 'an e-mail address such as ann@shop.example',
  pattern:
    '^[^\\s@\\u0000-\\u001f\\u007f\\ud800-\\udfff]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?$',
});

/** A telephone number as people write it. */
export const Phone = Type.String({
  description: 'a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after +',
  pattern: '^\\+?[0-9][0-9 ()./-]{3,30}$',
});

/** How the customer of an order is reached. */
export const Contact = Type.Object(
  { email: Email, phone: Type.Optional(Phone) },
  { additionalProperties: false },
);
export type Contact = Static<typeof Contact>;
