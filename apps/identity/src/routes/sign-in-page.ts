import { AuthorizeQuery } from '@commerce/contracts/identity/oauth-api';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { route } from 'dapr-actor-runtime/app';
import type { Problem } from 'dapr-actor-runtime/server';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import type { Client } from '../store/clients.ts';
import { authorizeClient, checkAuthorizationRequest } from '../use-cases/authorize-client.ts';
import { remoteAddressOf } from './remote-address.ts';
import { setRetryAfter } from './retry-after.ts';
import { signInHtml, STYLE_HASH } from './sign-in-html.ts';

/** The authorization endpoint of OAuth 2.1: the page where a person signs in for a client. */
export const signInPageRoutes = [
  route(identityOperations.showSignInPage, async (deps: IdentityDeps, { query }, ctx) => {
    const request = knownFields(query);
    const { client, error } = await checkAuthorizationRequest(deps, request);
    if (error !== undefined) return redirect(ctx, deps.issuer, request, { error });
    answerPage(ctx, client, request, undefined);
  }),

  // There is no cookie that another site could exploit: the form contains the password.
  route(identityOperations.submitSignInPage, async (deps: IdentityDeps, { body }, ctx) => {
    const { email, password, ...request } = body;
    const credentials = { email, password, remoteAddress: remoteAddressOf(ctx) };
    const answer = await authorizeClient(deps, { request, credentials });
    if ('refusal' in answer) return answerPage(ctx, answer.client, request, answer.refusal);
    const { client: _, ...result } = answer;
    redirect(ctx, deps.issuer, request, result);
  }),
];

// The page contains known fields only: a stranger can choose other names as well as values.
function knownFields(request: AuthorizeQuery): AuthorizeQuery {
  const fields = Object.entries(request).filter(([name]) =>
    Object.hasOwn(AuthorizeQuery.properties, name),
  );
  return Object.fromEntries(fields) as AuthorizeQuery;
}

function redirect(
  ctx: Context,
  issuer: string,
  { redirect_uri, state }: AuthorizeQuery,
  result: { code: string } | { error: string },
): void {
  const target = new URL(redirect_uri);
  for (const [name, value] of Object.entries({ ...result, state, iss: issuer })) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  ctx.status = 303;
  ctx.set('location', target.href);
  ctx.set('referrer-policy', 'no-referrer');
  ctx.body = '';
}

function answerPage(
  ctx: Context,
  client: Client,
  request: AuthorizeQuery,
  refusal: Problem | undefined,
): void {
  const { origin } = new URL(request.redirect_uri);
  // Browsers apply form-action to redirects after the form as well.
  const policy = [
    "default-src 'none'",
    `style-src '${STYLE_HASH}'`,
    `form-action 'self' ${origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  if (refusal !== undefined) setRetryAfter(ctx, refusal);
  ctx.status = refusal?.status ?? 200;
  ctx.set('content-security-policy', policy.join('; '));
  ctx.set('referrer-policy', 'no-referrer');
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('x-frame-options', 'DENY');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = signInHtml({ clientName: client.name, fields: request, refusal: refusal?.message });
}
