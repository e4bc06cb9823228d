import Router, { type RouterContext } from '@koa/router';
import type { Context, Middleware, Next } from 'koa';
import { Type } from 'typebox';
import { readQuery, compileSchema } from './body.ts';
import { httpProblem } from '../server/problems.ts';

const noQuery = compileSchema(Type.Object({}, { additionalProperties: false }));

/** One HTTP endpoint: method, path and handler. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path with `:name` parameters. */
  path: string;
  handle: (ctx: Context, params: Record<string, string>) => Promise<void>;
  /** Whether it has a query, which its handler reads. By default only a GET may. */
  hasQuery?: boolean;
  /** Runs around the handler, outermost first. */
  middleware?: Middleware[];
}

/** The routes as middleware; another method on a known path is 405 with `Allow`. */
export function routes(list: Route[]): Middleware[] {
  const router = new Router();
  for (const { method, path, handle, hasQuery, middleware = [] } of list) {
    router.register(
      path,
      [method],
      [
        // A parameter that nobody reads would be ignored silently.
        ...((hasQuery ?? method === 'GET') ? [] : [refuseQuery]),
        ...middleware,
        (ctx) => handle(ctx as unknown as Context, ctx.params as Record<string, string>),
      ],
    );
  }
  return [router.routes() as unknown as Middleware, refuseOtherMethods as unknown as Middleware];
}

/** For a route without a query: refuses every query parameter with invalid-request. */
function refuseQuery(ctx: Context, next: Next): Promise<unknown> {
  readQuery(ctx, noQuery);
  return next();
}

// The router's own 405 would run after all later middleware, which ends in a 404.
function refuseOtherMethods(ctx: RouterContext, next: Next): Promise<unknown> {
  const known = new Set(ctx.matched?.flatMap(({ methods }) => methods));
  if (known.size === 0) return next();
  const allowed = [...known].join(', ');
  ctx.set('allow', allowed);
  throw httpProblem('method-not-allowed', `${ctx.path} allows ${allowed}.`);
}
