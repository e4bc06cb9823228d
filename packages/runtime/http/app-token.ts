import type { Context, Next } from 'koa';
import { isSameSecret } from '../secrets/index.ts';
import { inTimeLimit } from '../telemetry/index.ts';
import { httpProblem, type Problem } from './problems.ts';
import type { Route } from './routes.ts';

const TIMEOUT = /^[0-9]{1,7}$/;

/**
 * Refuses a request that does not carry the app's token, as if nothing were there: only the own
 * sidecar and the commands of an operator know it.
 */
export function requireAppToken(ctx: Context, appToken: string): void {
  if (!isSameSecret(ctx.get('dapr-api-token'), appToken)) throw nothingAt(ctx);
}

/** Refuses what comes from another app by service invocation: its sidecar says who calls. */
export function refuseInvocation(ctx: Context, next: Next): Promise<unknown> {
  if (ctx.get('dapr-caller-app-id') !== '') throw nothingAt(ctx);
  return next();
}

/**
 * The same routes, for requests that carry the app's token: nobody goes past the gateway. Such a
 * request can say in `request-timeout-ms` how long its sender waits.
 */
export function withAppToken(appToken: string, routes: Route[]): Route[] {
  return routes.map((route) => ({
    ...route,
    middleware: [
      (ctx, next) => {
        requireAppToken(ctx, appToken);
        const timeout = ctx.get('request-timeout-ms');
        return TIMEOUT.test(timeout) ? inTimeLimit(Number(timeout), next) : next();
      },
      ...(route.middleware ?? []),
    ],
  }));
}

/** The answer to a request for what is not there, or not for whoever asks. */
export function nothingAt(ctx: Context): Problem {
  return httpProblem('not-found', `There is no ${ctx.method} ${ctx.path}.`);
}
