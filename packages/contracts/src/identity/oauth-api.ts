import { Type, type Static } from 'typebox';
import { text } from '../text.ts';

const parameter = Type.Optional(text({ minLength: 0, maxLength: 1_000 }));
const request = {
  client_id: text({ maxLength: 100 }),
  redirect_uri: text({ maxLength: 500 }),
  response_type: parameter,
  state: parameter,
  scope: parameter,
  code_challenge: parameter,
  code_challenge_method: parameter,
};

/** The query of GET /oauth/authorize. Unknown parameters are ignored, as RFC 6749 requires. */
export const AuthorizeQuery = Type.Object(request);
export type AuthorizeQuery = Static<typeof AuthorizeQuery>;

/** The form of POST /oauth/authorize: the original request and the credentials. */
export const AuthorizeForm = Type.Object(
  {
    ...request,
    email: text({ maxLength: 254 }),
    password: text({ maxLength: 1_024 }),
  },
  { additionalProperties: false },
);

const field = (maxLength: number) => Type.Optional(text({ maxLength }));

/** The form of POST /oauth/token, for every grant type. Unknown parameters are ignored. */
export const TokenForm = Type.Object({
  grant_type: text({ minLength: 0, maxLength: 100 }),
  client_id: field(100),
  client_secret: field(200),
  scope: field(500),
  code: field(100),
  redirect_uri: field(500),
  code_verifier: field(128),
  refresh_token: field(200),
});
export type TokenForm = Static<typeof TokenForm>;

/** The answer of POST /oauth/token (RFC 6749, section 5.1). */
export const OAuthTokens = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer(),
  refresh_token: Type.Optional(Type.String()),
  scope: Type.Optional(Type.String()),
});

/** The error answer of POST /oauth/token (RFC 6749, section 5.2). */
export const OAuthError = Type.Object({ error: Type.String() });

/** GET /.well-known/jwks.json: the public keys that verify access tokens. */
export const JwksDocument = Type.Object({
  keys: Type.Array(
    Type.Object({
      kty: Type.String(),
      kid: Type.String(),
      alg: Type.String(),
      crv: Type.String(),
      x: Type.String(),
      y: Type.String(),
      use: Type.Literal('sig'),
    }),
  ),
});

/** GET /.well-known/openid-configuration: the metadata of RFC 8414. */
export const IssuerMetadata = Type.Object({
  issuer: Type.String(),
  authorization_endpoint: Type.String(),
  token_endpoint: Type.String(),
  jwks_uri: Type.String(),
  response_types_supported: Type.Array(Type.String()),
  grant_types_supported: Type.Array(Type.String()),
  code_challenge_methods_supported: Type.Array(Type.String()),
  token_endpoint_auth_methods_supported: Type.Array(Type.String()),
  scopes_supported: Type.Array(Type.String()),
});
