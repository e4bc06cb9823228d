import { Type, type Static } from 'typebox';

const EventNumber = Type.String({
  description: 'the number of an event, or 0',
  pattern: '^(?:0|[1-9][0-9]{0,5})$',
});

/** The query of GET /orders/{id}/stream. */
export const StreamOrder = Type.Object(
  {
    /** Instead of a token. */
    ticket: Type.Optional(
      Type.String({
        maxLength: 6_000,
        description: 'a ticket',
        pattern: '^v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+$',
      }),
    ),
    /** The number of the last event received, for a client that cannot send Last-Event-ID. */
    after: Type.Optional(EventNumber),
  },
  { additionalProperties: false },
);

/** POST /orders/{id}/stream-tickets: opens the stream of the order for a minute. */
export const StreamTicket = Type.Object({ ticket: Type.String(), expiresAt: Type.String() });
export type StreamTicket = Static<typeof StreamTicket>;
