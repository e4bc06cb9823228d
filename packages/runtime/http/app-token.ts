import type { Context, Next } from 'koa';
import { notFound, requireAppToken } from '../server/app-token.ts';
import { inTimeLimit } from '../telemetry/index.ts';
import type { Route } from './routes.ts';

const TIMEOUT = /^[0-9]{1,7}$/;

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
