import { scopes } from '@commerce/contracts/identity/access';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';

/** GET /.well-known/jwks.json. May be kept for as long as a rotation waits for. */
export function showJwks({ keyRing, jwksCacheSeconds }: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.set('cache-control', `public, max-age=${jwksCacheSeconds}`);
    ctx.body = await keyRing.published();
  };
}

/** GET /.well-known/openid-configuration: the metadata of RFC 8414. There are no ID tokens. */
export function describeIssuer({ issuer, jwksCacheSeconds }: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.set('cache-control', `public, max-age=${jwksCacheSeconds}`);
    ctx.body = {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      authorization_response_iss_parameter_supported: true,
      scopes_supported: scopes,
    };
  };
}
