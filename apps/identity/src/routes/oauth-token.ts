import { Problem, readForm, compileSchema } from '@commerce/runtime/http';
import { isSameSecret } from '@commerce/runtime/secrets';
import type { Context } from 'koa';
import { ACCESS_TOKEN_SECONDS, type Scope } from '@commerce/contracts/identity/access';
import { TokenForm } from '@commerce/contracts/identity/oauth-api';
import type { IdentityDeps } from '../deps.ts';
import { CODE_VERIFIER } from '../domain/authorization-code.ts';
import { grantedScopes } from '../domain/client-grant.ts';
import { clientAddress } from '../sessions/client-address.ts';
import { exchangeCode } from '../sessions/exchange-code.ts';
import { tokensOf, type FreshSession } from '../sessions/open-session.ts';
import { refreshSession } from '../sessions/refresh-session.ts';
import { findClient, type Client } from '../store/clients.ts';
import { hashOfToken } from '../tokens/opaque-token.ts';

const Form = compileSchema(TokenForm);
type Form = TokenForm;

/** An error of RFC 6749, section 5.2. */
type Refusal = { error: string; status: 400 | 401 };
type Answer = Refusal | { scopes: readonly Scope[] } | { session: FreshSession };

const refused = (error: string, status: 400 | 401 = 400): Refusal => ({ error, status });

/** POST /oauth/token: forms and answers are those of OAuth 2.1. */
export function exchangeToken(deps: IdentityDeps) {
  return async (ctx: Context) => {
    let answer: Answer & { client?: Client };
    try {
      answer = await grant(deps, ctx, await readForm(ctx, Form));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid-request') throw error;
      answer = refused('invalid_request');
    }
    if ('error' in answer) return refuse(ctx, answer);
    ctx.set('pragma', 'no-cache');
    if ('session' in answer) {
      const { accessToken, refreshToken } = await tokensOf(deps, answer.session);
      ctx.body = { ...bodyOf(accessToken), refresh_token: refreshToken };
      return;
    }
    const { scopes, client } = answer;
    const sub = client?.clientId ?? '';
    const accessToken = await deps.accessTokens.issue({ kind: 'client', sub, scopes });
    const note = { actor: sub, action: 'token.issue', target: sub } as const;
    await deps.auditLog.noteAlone({ ...note, outcome: 'done' });
    ctx.body = { ...bodyOf(accessToken), scope: scopes.join(' ') };
  };
}

const bodyOf = (accessToken: string) => ({
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: ACCESS_TOKEN_SECONDS,
});

function refuse(ctx: Context, { error, status }: Refusal): void {
  ctx.status = status;
  if (status === 401) ctx.set('www-authenticate', 'Basic realm="oauth"');
  ctx.body = { error };
}

async function grant(
  deps: IdentityDeps,
  ctx: Context,
  form: Form,
): Promise<Answer & { client?: Client }> {
  const client = await authenticateClient(deps, ctx, form);
  if (client === undefined) return refused('invalid_client', 401);
  switch (form.grant_type) {
    case 'client_credentials': {
      if (client.secretHash === null) return refused('unauthorized_client');
      const scopes = grantedScopes(client.scopes, form.scope);
      return scopes === undefined ? refused('invalid_scope') : { scopes, client };
    }
    case 'authorization_code': {
      const { code, redirect_uri: redirectUri, code_verifier: verifier } = form;
      if (code === undefined || redirectUri === undefined || verifier === undefined) {
        return refused('invalid_request');
      }
      if (!new RegExp(CODE_VERIFIER).test(verifier)) return refused('invalid_grant');
      const asked = { code, redirectUri, verifier, clientId: client.clientId };
      const session = await exchangeCode(deps, asked);
      return session === undefined ? refused('invalid_grant') : { session };
    }
    case 'refresh_token': {
      if (form.refresh_token === undefined) return refused('invalid_request');
      const session = await refreshSession(deps, form.refresh_token, client.clientId);
      return session === undefined ? refused('invalid_grant') : { session };
    }
    default:
      return refused('unsupported_grant_type');
  }
}

/** The client, when it has proven what it can: its secret, or, without one, nothing. */
async function authenticateClient(
  deps: IdentityDeps,
  ctx: Context,
  form: Form,
): Promise<Client | undefined> {
  const basic = basicCredentials(ctx.get('authorization'));
  // RFC 6749, section 2.3: one way to authenticate, not two.
  if (basic !== undefined && form.client_secret !== undefined) return undefined;
  const id = basic?.id ?? form.client_id;
  if (id === undefined || (form.client_id !== undefined && form.client_id !== id)) return undefined;
  const client = await findClient(deps.database, id);
  const secret = basic?.secret ?? form.client_secret;
  if (client !== undefined && client.secretHash === null) {
    return secret === undefined ? client : undefined;
  }
  const attempt = { account: `client ${id}`, address: clientAddress(ctx) };
  await deps.limiter.trySignIn(ctx, attempt);
  const fits = isSameSecret(hashOfToken(secret ?? ''), client?.secretHash ?? hashOfToken(''));
  if (client === undefined || secret === undefined || !fits) {
    const note = {
      actor: 'anonymous',
      action: 'token.issue',
      target: client?.clientId ?? 'unknown',
    } as const;
    await deps.auditLog.noteAlone({ ...note, outcome: 'refused' });
    return undefined;
  }
  await deps.limiter.signedIn(attempt);
  return client;
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
