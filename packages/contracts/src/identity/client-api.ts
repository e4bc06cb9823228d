import { Type, type Static } from 'typebox';
import { text } from '../text.ts';
import { Scope } from './access.ts';

const closed = { additionalProperties: false };

/** The id of an OAuth client. */
export const ClientId = Type.String({
  description: 'an id of 1 to 41 small letters, digits and -, a letter first',
  pattern: '^[a-z][a-z0-9-]{0,40}$',
});

/**
 * Where a browser may be redirected to: https, or the loopback address. Printable ASCII without a
 * fragment, because it is sent in a header unchanged.
 */
const RedirectUri = Type.String({
  description: 'an https URL, or http on 127.0.0.1, with a path and without a fragment',
  pattern:
    '^(?:https://[A-Za-z0-9.-]{1,253}|http://127\\.0\\.0\\.1)(?::[0-9]{1,5})?/[!-"$-~]{0,200}$',
});

/** POST /clients. A client with scopes gets a secret; without, it is a public client. */
export const RegisterClient = Type.Object(
  {
    id: ClientId,
    name: text({ maxLength: 100 }),
    scopes: Type.Optional(Type.Array(Scope, { maxItems: 10, uniqueItems: true })),
    redirectUris: Type.Optional(Type.Array(RedirectUri, { maxItems: 10, uniqueItems: true })),
  },
  closed,
);

/** A client as admins see it. */
export const ClientResource = Type.Object({
  id: ClientId,
  name: Type.String(),
  scopes: Type.Array(Scope),
  redirectUris: Type.Array(Type.String()),
  /** True for a service client, which gets tokens with its secret. */
  hasSecret: Type.Boolean(),
  /** When it was ended, ISO 8601. */
  endedAt: Type.Optional(Type.String()),
});
export type ClientResource = Static<typeof ClientResource>;

/** The client and its secret, which is in this answer only. */
export const NewClient = Type.Intersect([
  ClientResource,
  Type.Object({ secret: Type.Optional(Type.String()) }),
]);

/** POST /clients/{id}/secret. */
export const NewSecret = Type.Object({ id: ClientId, secret: Type.String() });

/** GET /clients. */
export const Clients = Type.Object({ items: Type.Array(ClientResource) });
