import type { Context, Middleware } from 'koa';
import { httpProblem, type Route } from '../http/index.ts';
import type { Admission, Operation } from '../openapi/index.ts';
import { openNotes, type Audit, type Notes } from './audit.ts';
import { appCaller, TokenRefused, type Caller } from './caller.ts';
import type { Verifier } from './verifier.ts';

/** What `WWW-Authenticate` says to a request without a token, and to one whose token is refused. */
const CHALLENGE = 'Bearer';
const REFUSED = 'Bearer error="invalid_token"';
const BEARER = /^bearer +([^\s]+)$/i;

/** What is read of an operation here. */
export type Guarded = Pick<
  Operation,
  'operationId' | 'method' | 'path' | 'access' | 'internal' | 'audited'
>;

/**
 * The same routes, each behind the `access` of its operation: the caller is in the request's state,
 * where callerIn() and callerIf() find it. Without a valid token a request ends with invalid-token,
 * 401; with the token of somebody else with forbidden, 403. What people do with an audited operation
 * is noted. Throws for a route without an operation, for a public operation that does not say who may
 * use it, and for an audited one without an audit.
 */
export function withAuthorization(
  operations: readonly Guarded[],
  verifier: Verifier | undefined,
  routes: Route[],
  audit?: Audit,
): Route[] {
  const notesOf = audit && openNotes(audit);
  return routes.map((route) => {
    const { method, path } = route;
    const operation = operations.find((one) => one.method === method && one.path === path);
    if (operation === undefined) throw new Error(`no operation describes ${method} ${path}`);
    const { access, internal } = operation;
    if (access === 'public' || (access === undefined && internal === true)) return route;
    if (access === undefined) throw new Error(`${method} ${path} does not say who may use it`);
    if (verifier === undefined) throw new Error(`${method} ${path} has no verifier of tokens`);
    const audited = operation.audited === true;
    if (audited && notesOf === undefined) throw new Error(`${method} ${path} has no audit`);
    const notes = audited ? notesOf?.(operation.operationId, access.roles) : undefined;
    return { ...route, middleware: [admit(access, verifier, notes), ...(route.middleware ?? [])] };
  });
}

function admit(access: Admission, verifier: Verifier, notes: Notes | undefined): Middleware {
  return async (ctx, next) => {
    const caller = await callerOfRequest(ctx, access, verifier);
    ctx.state['caller'] = caller;
    if (caller === undefined || mayEnter(caller, access)) {
      return notes === undefined ? next() : notes.run(ctx, caller, next);
    }
    if (caller.kind === 'user') notes?.refuse(ctx, caller);
    throw forbidden(ctx, caller, access);
  };
}

async function callerOfRequest(
  ctx: Context,
  { guests, apps }: Admission,
  verifier: Verifier,
): Promise<Caller | undefined> {
  const given = ctx.get('authorization');
  if (given !== '') return callerOfToken(ctx, given, verifier);
  // The caller's sidecar writes this header, over any that was sent along.
  const app = ctx.get('dapr-caller-app-id');
  if (apps?.includes(app) === true) return appCaller(app);
  if (guests === true) return undefined;
  throw refused(ctx, CHALLENGE);
}

async function callerOfToken(ctx: Context, given: string, verifier: Verifier): Promise<Caller> {
  const [, token] = BEARER.exec(given) ?? [];
  if (token === undefined) throw refused(ctx, CHALLENGE);
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (error instanceof TokenRefused) throw refused(ctx, REFUSED, error);
    const problem = httpProblem('unavailable', 'The keys of tokens cannot be read now.');
    problem.cause = error;
    throw problem;
  }
}

function mayEnter({ kind, roles, scopes, sub }: Caller, access: Admission): boolean {
  if (kind === 'user') return roles.some((role) => access.roles?.includes(role));
  if (kind === 'client') return scopes.some((scope) => access.scopes?.includes(scope));
  return access.apps?.includes(sub) === true;
}

// One answer for every fault of a token: who tries out tokens learns nothing from it.
function refused(ctx: Context, challenge: string, cause?: unknown): Error {
  ctx.set('www-authenticate', challenge);
  const problem = httpProblem('invalid-token', 'Send a valid access token as Bearer.');
  problem.cause = cause;
  return problem;
}

function forbidden(ctx: Context, { kind }: Caller, { roles = [], scopes = [] }: Admission): Error {
  if (kind === 'user') {
    const needed = roles.length === 0 ? 'No person may do this.' : `Needs ${roles.join(' or ')}.`;
    return httpProblem('forbidden', needed);
  }
  if (scopes.length === 0) return httpProblem('forbidden', 'No service client may do this.');
  ctx.set('www-authenticate', `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`);
  return httpProblem('forbidden', `Needs the scope ${scopes.join(' or ')}.`);
}

/** The caller of a request; undefined for a guest. */
export function callerIf(ctx: Context): Caller | undefined {
  return ctx.state['caller'] as Caller | undefined;
}

/** The caller of a request that is let in with a token only. Throws where guests are let in. */
export function callerIn(ctx: Context): Caller {
  const caller = callerIf(ctx);
  if (caller === undefined) throw new Error(`${ctx.path} lets in who has no token`);
  return caller;
}
