import { scopes } from '@commerce/contracts/identity/access';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { callerIn } from 'dapr-actor-runtime/access';
import { route } from 'dapr-actor-runtime/app';
import { refuseInvocation } from 'dapr-actor-runtime/http';
import type { IdentityDeps } from '../deps.ts';
import { listRevocations } from '../use-cases/list-revocations.ts';
import { readDataKey } from '../use-cases/read-data-key.ts';
import { rotateSigningKey } from '../use-cases/rotate-signing-key.ts';

const commandsOnly = { middleware: () => [refuseInvocation] };

/** What clients and verifiers of tokens need to know about this issuer. */
export const issuerRoutes = [
  route(identityOperations.getJwks, async (deps: IdentityDeps, _request, ctx) => {
    ctx.set('cache-control', cacheable(deps));
    ctx.body = await deps.keyRing.published();
  }),

  route(identityOperations.getIssuer, async (deps: IdentityDeps, _request, ctx) => {
    ctx.set('cache-control', cacheable(deps));
    ctx.body = metadataOf(deps.issuer);
  }),
];

/** The keys of tokens and of personal data, and the tokens that ended, for apps and commands. */
export const keyRoutes = [
  route(identityOperations.listRevocations, async (deps: IdentityDeps, _request, ctx) => {
    ctx.body = await listRevocations(deps);
  }),

  route(
    identityOperations.listSigningKeys,
    async ({ keyRing }: IdentityDeps, _request, ctx) => {
      ctx.body = { items: await keyRing.overview() };
    },
    commandsOnly,
  ),

  route(
    identityOperations.rotateSigningKey,
    async (deps: IdentityDeps, _request, ctx) => {
      ctx.body = await rotateSigningKey(deps);
      ctx.status = 201;
    },
    commandsOnly,
  ),

  route(identityOperations.getDataKey, async (deps: IdentityDeps, { params }, ctx) => {
    const { subject } = params;
    ctx.body = await readDataKey(deps, { subject, clientId: callerIn(ctx).sub });
  }),
];

// A rotation waits for as long as verifiers may cache the keys.
const cacheable = ({ jwksCacheSeconds }: IdentityDeps) => `public, max-age=${jwksCacheSeconds}`;

/** The metadata of RFC 8414. There are no ID tokens. */
const metadataOf = (issuer: string) => ({
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
});
