import type { Operations } from '../operation.ts';
import { THROTTLED } from './identity-api.ts';
import {
  AuthorizeForm,
  AuthorizeQuery,
  IssuerMetadata,
  JwksDocument,
  OAuthError,
  OAuthTokens,
  TokenForm,
} from './oauth-api.ts';

const request = {
  client_id: 'demo-browser',
  redirect_uri: 'http://127.0.0.1:3000/callback',
  response_type: 'code',
  state: 'af0ifjsldkj',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

const PAGE = 'text/html';

/** How clients get tokens (OAuth 2.1), and the keys that verify them. */
export const oauthOperations = {
  showSignInPage: {
    method: 'GET',
    path: '/oauth/authorize',
    summary: 'Shows the page where a person signs in for a client (OAuth 2.1, authorization code).',
    notes: ['`redirect_uri` must match a registered one exactly. PKCE (`S256`) is required.'],
    access: 'public',
    query: AuthorizeQuery,
    answers: {
      200: { what: 'the page', type: PAGE },
      303: { what: 'a redirect to the client with an `error`', headers: ['Location'] },
    },
    problems: ['authorization-refused'],
    example: { query: request, status: 200 },
  },
  submitSignInPage: {
    method: 'POST',
    path: '/oauth/authorize',
    summary: 'Submits the form of that page.',
    notes: [THROTTLED, 'A code is valid for 60 s and for one use.'],
    access: 'public',
    body: AuthorizeForm,
    form: true,
    answers: {
      303: { what: 'a redirect to the client with a `code` or an `error`', headers: ['Location'] },
      401: { what: 'the page again: the email address or the password is wrong', type: PAGE },
      403: { what: 'the page again: the account is disabled', type: PAGE },
      429: { what: 'the page again: too many attempts', type: PAGE },
    },
    problems: ['authorization-refused'],
    example: {
      body: { ...request, email: 'ada@shop.example', password: 'seven green bottles' },
      status: 303,
    },
  },
  exchangeToken: {
    method: 'POST',
    path: '/oauth/token',
    summary:
      'Issues tokens to a client: `client_credentials`, `authorization_code` or `refresh_token`.',
    notes: [
      'The body is a form, as OAuth requires. A service client authenticates by HTTP Basic or in the ' +
        'form, not both. Errors are those of RFC 6749: `error` with 400 or 401.',
      'A second use of a code ends the session that it was exchanged for.',
      THROTTLED,
    ],
    access: 'public',
    body: TokenForm,
    form: true,
    answers: {
      200: { what: 'the tokens', schema: OAuthTokens },
      400: { what: 'an error; `error` is its code', schema: OAuthError },
      401: { what: 'the client is unknown, or its secret is wrong', schema: OAuthError },
    },
    problems: ['too-many-tries'],
    example: {
      body: {
        grant_type: 'client_credentials',
        client_id: 'importer',
        client_secret: 'the-secret-of-the-client',
        scope: 'orders',
      },
      status: 200,
    },
  },
  getJwks: {
    method: 'GET',
    path: '/.well-known/jwks.json',
    summary: 'Lists the public keys that verify access tokens, now and after the next rotation.',
    notes: ['Cache them for as long as `Cache-Control` says: a rotation waits for that time.'],
    access: 'public',
    answers: { 200: { what: 'the keys (RFC 7517)', schema: JwksDocument } },
    problems: [],
    example: { status: 200 },
  },
  getIssuer: {
    method: 'GET',
    path: '/.well-known/openid-configuration',
    summary: 'Describes the issuer of the tokens (RFC 8414). There are no ID tokens.',
    access: 'public',
    answers: { 200: { what: 'the metadata', schema: IssuerMetadata } },
    problems: [],
    example: { status: 200 },
  },
} satisfies Operations;
