import type { Context, Middleware } from 'koa';
import { httpProblem } from '../http/index.ts';
import { TokenRefused, type Caller } from './caller.ts';
import type { Verifier } from './verifier.ts';

/** What `WWW-Authenticate` says to a request without a token, and to one whose token is refused. */
const CHALLENGE = 'Bearer';
const REFUSED = 'Bearer error="invalid_token"';
const BEARER = /^bearer +([^\s]+)$/i;

/**
 * Puts the caller of a request into its state, where callerIn() finds it. Without a valid access
 * token the request ends here with invalid-token, 401.
 */
export function authenticate(verifier: Verifier): Middleware {
  return async (ctx, next) => {
    const [, token] = BEARER.exec(ctx.get('authorization')) ?? [];
    if (token === undefined) throw refused(ctx, CHALLENGE);
    try {
      ctx.state['caller'] = await verifier.verify(token);
    } catch (error) {
      if (error instanceof TokenRefused) throw refused(ctx, REFUSED, error);
      const problem = httpProblem('unavailable', 'The keys of tokens cannot be read now.');
      problem.cause = error;
      throw problem;
    }
    return next();
  };
}

// One answer for every fault of a token: who tries out tokens learns nothing from it.
function refused(ctx: Context, challenge: string, cause?: unknown): Error {
  ctx.set('www-authenticate', challenge);
  const problem = httpProblem('invalid-token', 'Send a valid access token as Bearer.');
  problem.cause = cause;
  return problem;
}

/** The caller that authenticate() found. Throws when the route is not behind it. */
export function callerIn(ctx: Context): Caller {
  const caller = ctx.state['caller'] as Caller | undefined;
  if (caller === undefined) throw new Error(`${ctx.path} is not behind authenticate()`);
  return caller;
}

/** Lets users through who have one of the roles; others end with forbidden, 403. */
export function requireRole(...roles: string[]): Middleware {
  return (ctx, next) => {
    const caller = callerIn(ctx);
    if (caller.kind === 'user' && caller.roles.some((role) => roles.includes(role))) return next();
    throw httpProblem('forbidden', `This needs the role ${roles.join(' or ')}.`);
  };
}

/** Lets service clients through that have the scope; others end with forbidden, 403. */
export function requireScope(scope: string): Middleware {
  return (ctx, next) => {
    const caller = callerIn(ctx);
    if (caller.kind === 'client' && caller.scopes.includes(scope)) return next();
    ctx.set('www-authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
    throw httpProblem('forbidden', `This needs a service client with the scope ${scope}.`);
  };
}
