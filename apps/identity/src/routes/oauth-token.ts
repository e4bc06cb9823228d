import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import { TokenForm } from '@commerce/contracts/identity/oauth-api';
import { compileSchema, Problem, readForm } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { type Grant, type GrantError, grantError, grantToken } from '../use-cases/grant-token.ts';
import { remoteAddressOf } from './remote-address.ts';

const TokenFormSchema = compileSchema(TokenForm);

/** POST /oauth/token: forms and answers of OAuth 2.1. */
export function exchangeToken(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const basic = basicCredentials(ctx.get('authorization'));
    const remoteAddress = remoteAddressOf(ctx);
    const grant = await readForm(ctx, TokenFormSchema).then(
      (form) => grantToken(deps, { form, basic, remoteAddress }),
      asGrantError,
    );
    if ('error' in grant) return answerError(ctx, grant);
    ctx.set('pragma', 'no-cache');
    ctx.body = toBody(grant);
  };
}

// RFC 6749 has its own error for a malformed request.
function asGrantError(error: unknown): GrantError {
  if (error instanceof Problem && error.code === 'invalid-request') {
    return grantError('invalid_request');
  }
  throw error;
}

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
