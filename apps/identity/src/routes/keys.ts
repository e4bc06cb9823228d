import { scopes } from '@commerce/contracts/identity/access';
import { callerIn } from '@commerce/runtime/access';
import { compileSchema, validate } from '@commerce/runtime/http';
import type { Context } from 'koa';
import { Type } from 'typebox';
import type { IdentityDeps } from '../deps.ts';
import { listRevocations } from '../use-cases/list-revocations.ts';
import { readDataKey } from '../use-cases/read-data-key.ts';
import { rotateSigningKey } from '../use-cases/rotate-signing-key.ts';

const DataKeyParams = compileSchema(
  Type.Object({ subject: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$' }) }),
);

/** GET /.well-known/jwks.json. Cacheable for as long as a rotation waits. */
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

/** GET /internal/revocations: for apps that verify access tokens. */
export function showRevocations(deps: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = await listRevocations(deps);
  };
}

/** GET /internal/signing-keys. */
export function listSigningKeys({ keyRing }: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = { items: await keyRing.overview() };
  };
}

/** POST /internal/signing-keys: starts a rotation, or answers the one in progress. */
export function startRotation(deps: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = await rotateSigningKey(deps);
    ctx.status = 201;
  };
}

/** GET /internal/data-keys/{subject}. */
export function showDataKey(deps: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const { subject } = validate(DataKeyParams, params);
    ctx.body = await readDataKey(deps, { subject, clientId: callerIn(ctx).sub });
  };
}
