import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { route } from 'dapr-actor-runtime/app';
import { Problem } from 'dapr-actor-runtime/server';
import type { Context, Middleware } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { type Grant, type GrantError, grantError, grantToken } from '../use-cases/grant-token.ts';
import { remoteAddressOf } from './remote-address.ts';

// RFC 6749 has its own answer to a malformed request.
const answerMalformed: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid-request') throw error;
    answerError(ctx, grantError('invalid_request'));
  }
};

/** The token endpoint of OAuth 2.1. */
export const oauthTokenRoutes = [
  route(
    identityOperations.exchangeToken,
    async (deps: IdentityDeps, { body: form }, ctx) => {
      const basic = basicCredentials(ctx.get('authorization'));
      const grant = await grantToken(deps, { form, basic, remoteAddress: remoteAddressOf(ctx) });
      if ('error' in grant) return answerError(ctx, grant);
      ctx.set('pragma', 'no-cache');
      ctx.body = toBody(grant);
    },
    { middleware: () => [answerMalformed] },
  ),
];

const toBody = (grant: Grant) => ({
  access_token: grant.accessToken,
  token_type: 'Bearer',
  expires_in: ACCESS_TOKEN_SECONDS,
  ...('scopes' in grant
    ? { scope: grant.scopes.join(' ') }
    : { refresh_token: grant.refreshToken }),
});

function answerError(ctx: Context, { error, status }: GrantError): void {
  ctx.status = status;
  if (status === 401) ctx.set('www-authenticate', 'Basic realm="oauth"');
  ctx.body = { error };
}

function basicCredentials(header: string): { id: string; secret: string } | undefined {
  const [, encoded] = /^basic ([A-Za-z0-9+/=]{1,600})$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  try {
    return {
      id: decodeURIComponent(text.slice(0, Math.max(colon, 0))),
      secret: decodeURIComponent(text.slice(colon + 1)),
    };
  } catch {
    return undefined;
  }
}
