import type { Context, Middleware } from 'koa';
import type { Route } from '../http/routes.ts';
import { httpProblem } from '../server/index.ts';
import type { AccessRule, Operation } from '../openapi/index.ts';
import { openAuditRecorder, type Audit, type AuditRecorder } from './audit.ts';
import { appCaller, TokenRefused, type Caller } from './caller.ts';
import type { Verifier } from './verified-tokens.ts';

/** `WWW-Authenticate` for a request without a token, and for a refused token. */
const CHALLENGE = 'Bearer';
const REFUSED = 'Bearer error="invalid_token"';
const BEARER = /^bearer +([^\s]+)$/i;

/** Methods that change nothing. */
const READS = new Set(['GET', 'HEAD']);

/** The parts of an operation that authorization needs. */
export type AuthorizedOperation = Pick<
  Operation,
  'operationId' | 'method' | 'path' | 'access' | 'internal' | 'audited'
>;

/**
 * The same routes, each guarded by the `access` of its operation. callerIn() and callerIf() return
 * the caller of a request. Without a valid token a request is refused with invalid-token (401),
 * without permission with forbidden (403). Staff actions in audited operations are recorded. Throws
 * for a route without an operation, a non-internal operation without `access`, and an audited
 * operation without an audit.
 *
 * A command asks whether the session of its caller has ended since; a read, and a command that is only
 * forwarded to the app that asks, knows it within a minute.
 */
export function withAuthorization(
  operations: readonly AuthorizedOperation[],
  verifier: Verifier | undefined,
  routes: Route[],
  { audit, forwards = false }: { audit?: Audit | undefined; forwards?: boolean } = {},
): Route[] {
  const recorderOf = audit && openAuditRecorder(audit);
  return routes.map((route) => {
    const { method, path } = route;
    const operation = operations.find((one) => one.method === method && one.path === path);
    if (operation === undefined) throw new Error(`no operation describes ${method} ${path}`);
    const { access, internal } = operation;
    if (access === 'public' || (access === undefined && internal === true)) return route;
    if (access === undefined) throw new Error(`${method} ${path} does not say who may use it`);
    if (verifier === undefined) throw new Error(`${method} ${path} needs a token verifier`);
    const audited = operation.audited === true;
    if (audited && recorderOf === undefined) throw new Error(`${method} ${path} has no audit`);
    const recorder = audited ? recorderOf?.(operation.operationId, access.roles) : undefined;
    return {
      ...route,
      middleware: [
        authorize(access, verifier, {
          recorder,
          maxAgeMs: forwards || READS.has(method) ? undefined : 0,
        }),
        ...(route.middleware ?? []),
      ],
    };
  });
}

function authorize(
  access: AccessRule,
  verifier: Verifier,
  { recorder, maxAgeMs }: { recorder: AuditRecorder | undefined; maxAgeMs: number | undefined },
): Middleware {
  return async (ctx, next) => {
    const caller = await callerOfRequest(ctx, access, { verifier, maxAgeMs });
    ctx.state['caller'] = caller;
    ctx.state['hasEnded'] = verifier.hasEnded;
    if (caller === undefined || isAllowed(caller, access)) {
      return recorder === undefined ? next() : recorder.run(ctx, caller, next);
    }
    if (caller.kind === 'user') recorder?.recordRefusal(ctx, caller);
    throw forbidden(ctx, caller, access);
  };
}

async function callerOfRequest(
  ctx: Context,
  { guests, apps }: AccessRule,
  { verifier, maxAgeMs }: { verifier: Verifier; maxAgeMs: number | undefined },
): Promise<Caller | undefined> {
  const given = ctx.get('authorization');
  if (given !== '') return callerOfToken(ctx, given, { verifier, maxAgeMs });
  // The caller's sidecar sets this header and overwrites one from outside.
  const app = ctx.get('dapr-caller-app-id');
  if (apps?.includes(app) === true) return appCaller(app);
  if (guests === true) return undefined;
  throw refused(ctx, CHALLENGE);
}

/**
 * The caller of an `Authorization` header. Rejects with invalid-token (401), or with unavailable (503) if
 * the keys cannot be read.
 */
export async function callerOfToken(
  ctx: Context,
  given: string,
  { verifier, maxAgeMs }: { verifier: Verifier; maxAgeMs?: number | undefined },
): Promise<Caller> {
  const [, token] = BEARER.exec(given) ?? [];
  if (token === undefined) throw refused(ctx, CHALLENGE);
  try {
    return await verifier.verify(token, maxAgeMs);
  } catch (error) {
    if (error instanceof TokenRefused) throw refused(ctx, REFUSED, error);
    const problem = httpProblem(
      'unavailable',
      'The keys of access tokens cannot be read now. Try again.',
    );
    problem.cause = error;
    throw problem;
  }
}

function isAllowed({ kind, roles, scopes, sub }: Caller, access: AccessRule): boolean {
  if (kind === 'user') return roles.some((role) => access.roles?.includes(role));
  if (kind === 'client') return scopes.some((scope) => access.scopes?.includes(scope));
  return access.apps?.includes(sub) === true;
}

// The same answer for every invalid token, so that an attacker learns nothing from it.
function refused(ctx: Context, challenge: string, cause?: unknown): Error {
  ctx.set('www-authenticate', challenge);
  const problem = httpProblem('invalid-token', 'Send a valid access token as Bearer.');
  problem.cause = cause;
  return problem;
}

function forbidden(ctx: Context, { kind }: Caller, { roles = [], scopes = [] }: AccessRule): Error {
  if (kind === 'user') {
    const needed = roles.length === 0 ? 'Users may not do this.' : `Needs ${roles.join(' or ')}.`;
    return httpProblem('forbidden', needed);
  }
  if (scopes.length === 0) return httpProblem('forbidden', 'Service clients may not do this.');
  ctx.set('www-authenticate', `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`);
  return httpProblem('forbidden', `Needs the scope ${scopes.join(' or ')}.`);
}

/**
 * For an answer that takes long: whether the session, account or client of its caller has ended
 * meanwhile, as known at most `maxAgeMs` ago. Throws in a public operation.
 */
export function endedCheck(ctx: Context): Verifier['hasEnded'] {
  const hasEnded = ctx.state['hasEnded'] as Verifier['hasEnded'] | undefined;
  if (hasEnded === undefined) throw new Error(`${ctx.path} is public: no caller of it ends`);
  return hasEnded;
}

/** The caller of a request; undefined for a guest. */
export function callerIf(ctx: Context): Caller | undefined {
  return ctx.state['caller'] as Caller | undefined;
}

/** The caller of an operation that needs a token. Throws in one that also works without. */
export function callerIn(ctx: Context): Caller {
  const caller = callerIf(ctx);
  if (caller === undefined) throw new Error(`${ctx.path} works without a token: use callerIf()`);
  return caller;
}
