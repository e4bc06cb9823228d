import type { IncomingMessage } from 'node:http';
import type { Context, Next } from 'koa';
import { isSameSecret } from '../secrets/index.ts';
import { inTimeLimit } from '../telemetry/index.ts';
import { httpProblem, type Problem } from './problems.ts';
import type { Route } from './routes.ts';

const TIMEOUT = /^[0-9]{1,7}$/;

/**
 * Refuses a request without the app's token, as if the path did not exist. Only the app's sidecar
 * and the commands of operators know the token.
 */
export function requireAppToken(req: IncomingMessage, path: string, appToken: string): void {
  const given = req.headers['dapr-api-token'];
  if (isSameSecret(typeof given === 'string' ? given : '', appToken)) return;
  throw notFound({ method: req.method ?? '', path });
}

/** Refuses service invocation by other apps: their sidecar sends the id of the caller. */
export function refuseInvocation(ctx: Context, next: Next): Promise<unknown> {
  if (ctx.get('dapr-caller-app-id') !== '') throw notFound(ctx);
  return next();
}

/**
 * The same routes, only for requests with the app's token, so that clients cannot bypass the edge
 * app. Such a request can say in `request-timeout-ms` how long its sender waits.
 */
export function withAppToken(appToken: string, routes: Route[]): Route[] {
  return routes.map((route) => ({
    ...route,
    middleware: [
      (ctx, next) => {
        requireAppToken(ctx.req, ctx.path, appToken);
        const timeout = ctx.get('request-timeout-ms');
        return TIMEOUT.test(timeout) ? inTimeLimit(Number(timeout), next) : next();
      },
      ...(route.middleware ?? []),
    ],
  }));
}

/** The problem for a path that does not exist, or that this caller must not find. */
export function notFound({ method, path }: { method: string; path: string }): Problem {
  return httpProblem('not-found', `There is no ${method} ${path}.`);
}
