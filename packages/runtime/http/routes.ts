import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { httpProblem } from './problems.ts';

/** One HTTP operation: how it is reached and what answers. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path with `:name` parameters. */
  path: string;
  handle: (ctx: Context, params: Record<string, string>) => Promise<void>;
  /** Runs around the handler, outermost first. */
  around?: Middleware[];
}

/** A list of routes as middleware; another method on a known path is 405 with `Allow`. */
export function routes(list: Route[]): Middleware[] {
  const router = new Router();
  for (const { method, path, handle, around = [] } of list) {
    router.register(
      path,
      [method],
      [...around, (ctx) => handle(ctx as unknown as Context, ctx.params as Record<string, string>)],
    );
  }
  const allowed = router.allowedMethods({
    throw: true,
    methodNotAllowed: () => httpProblem('method-not-allowed', 'See the Allow header.'),
    notImplemented: () => httpProblem('method-not-allowed', 'See the Allow header.'),
  });
  return [router.routes() as unknown as Middleware, allowed as unknown as Middleware];
}
