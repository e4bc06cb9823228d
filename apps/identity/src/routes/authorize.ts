import { AuthorizeForm, AuthorizeQuery } from '@commerce/contracts/identity/oauth-api';
import { problem } from '@commerce/contracts/problems';
import { validate, Problem, readForm, compileSchema } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { CODE_SECONDS, requestFault } from '../domain/authorization-code.ts';
import { checkCredentials } from '../sessions/check-credentials.ts';
import { insertCode } from '../store/authorization-codes.ts';
import { findClient, type Client } from '../store/clients.ts';
import { hashOfToken, newToken } from '../tokens/opaque-token.ts';
import { signInPage, STYLE_HASH } from './sign-in-page.ts';

const Query = compileSchema(AuthorizeQuery);
const Form = compileSchema(AuthorizeForm);
type Request = AuthorizeQuery;

/** GET /oauth/authorize: the page where a person signs in for a browser's or a device's program. */
export function authorizePage(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const asked = known(validate(Query, { ...ctx.query }));
    const client = await clientOf(deps, asked);
    const fault = requestFault(asked);
    if (fault !== undefined) return sendBack(deps, ctx, asked, { error: fault });
    showPage(ctx, client, asked, undefined);
  };
}

/**
 * POST /oauth/authorize: the page's form. There is no cookie that another page could use: whoever
 * sends the form knows the password.
 */
export function authorizeSubmit(deps: IdentityDeps) {
  const { database, auditLog, clock } = deps;
  return async (ctx: Context) => {
    const { email, password, ...asked } = await readForm(ctx, Form);
    const client = await clientOf(deps, asked);
    const fault = requestFault(asked);
    if (fault !== undefined) return sendBack(deps, ctx, asked, { error: fault });
    let customerId: string;
    try {
      ({ customerId } = await checkCredentials(deps, ctx, { email, password }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      showPage(ctx, client, asked, error);
      return;
    }
    const code = newToken();
    await insertCode(database, {
      codeHash: hashOfToken(code),
      clientId: client.clientId,
      redirectUri: asked.redirect_uri,
      challenge: asked.code_challenge ?? '',
      customerId,
      expiresAt: new Date(clock() + CODE_SECONDS * 1000).toISOString(),
    });
    const note = { actor: customerId, action: 'authorization.grant', target: client.clientId };
    await auditLog.noteAlone({ ...note, outcome: 'done' });
    sendBack(deps, ctx, asked, { code });
  };
}

// Only what we know goes into the page: names of fields are a stranger's words too.
function known(asked: Request): Request {
  const fields = Object.entries(asked).filter(([name]) =>
    Object.hasOwn(AuthorizeQuery.properties, name),
  );
  return Object.fromEntries(fields) as Request;
}

// An address that is not the client's own gets no answer: it could be anybody's.
async function clientOf({ database }: IdentityDeps, asked: Request): Promise<Client> {
  const client = await findClient(database, asked.client_id);
  if (client === undefined || !client.redirectUris.includes(asked.redirect_uri)) {
    throw problem('authorization-refused', 'The client is unknown, or this is not its address.');
  }
  return client;
}

function sendBack(
  { issuer }: IdentityDeps,
  ctx: Context,
  { redirect_uri, state }: Request,
  answer: { code: string } | { error: string },
): void {
  const target = new URL(redirect_uri);
  for (const [name, value] of Object.entries({ ...answer, state, iss: issuer })) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  ctx.status = 303;
  ctx.set('location', target.href);
  ctx.set('referrer-policy', 'no-referrer');
  ctx.body = '';
}

function showPage(
  ctx: Context,
  client: Client,
  asked: Request,
  refusal: Problem | undefined,
): void {
  const { origin } = new URL(asked.redirect_uri);
  // Browsers hold a form to this list also where its answer sends them.
  const policy = [
    "default-src 'none'",
    `style-src '${STYLE_HASH}'`,
    `form-action 'self' ${origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  ctx.status = refusal?.status ?? 200;
  ctx.set('content-security-policy', policy.join('; '));
  ctx.set('referrer-policy', 'no-referrer');
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('x-frame-options', 'DENY');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = signInPage({ clientName: client.name, fields: asked, refusal: refusal?.message });
}
