import type { IncomingMessage } from 'node:http';
import Koa, { type Context, type Middleware, type Next } from 'koa';
import { contextFromHeaders, currentContext, inContext, type Logger } from '../telemetry/index.ts';
import { limitInFlight } from './in-flight.ts';
import { measureRequest } from './request-metrics.ts';
import { inRequestSpan } from './request-span.ts';
import { notFound } from '../server/app-token.ts';
import { httpProblem, type Problem, problemOf } from '../server/problems.ts';

/** Default `Retry-After` of a 503, s. */
const RETRY_AFTER_S = 1;
/** More than a client, a proxy and two sidecars add to a request together. */
const MAX_HEADERS = 100;
const MAX_URL_LENGTH = 8_192;

/** Whether the app can do its work now; a reason when it cannot. */
export type Readiness = () => Promise<string | undefined>;

/**
 * A Koa app with what every app needs: the caller's context for all middleware, errors as problem
 * details, `/healthz` (the process is alive) and `/readyz` (it can do its work), and a limit on
 * requests in progress.
 */
export function buildHttpApp({
  log,
  ready,
  middleware,
  headers = {},
  outermost = [],
  continuesTrace = () => true,
}: {
  log: Logger;
  ready: Readiness;
  middleware: Middleware[];
  /** Headers of every answer, unless the answer sets them. */
  headers?: Readonly<Record<string, string>>;
  /** Runs before a request is refused for its form or for the load: sets headers of every answer. */
  outermost?: readonly Middleware[];
  /**
   * Whether a request may continue the trace that it names, and so decide that it is sampled; otherwise
   * a new trace starts. Default: every request may.
   */
  continuesTrace?: (req: IncomingMessage, traceparent: string) => boolean;
}): Koa {
  const app = new Koa();
  app.silent = true;
  app.on('error', (err: unknown) => log.error({ err }, 'response failed'));
  const always = Object.entries(headers);
  app.use((ctx, next) => {
    for (const [name, value] of always) ctx.set(name, value);
    const context = contextFromHeaders(ctx.headers);
    const { traceparent: cause } = context;
    if (cause !== undefined && !continuesTrace(ctx.req, cause)) context.traceparent = undefined;
    ctx.set('x-correlation-id', context.correlationId);
    return inContext(context, () => inRequestSpan(ctx, { cause }, next));
  });
  app.use(measureRequest);
  app.use((ctx, next) => answerProblems(log, ctx, next));
  for (const layer of outermost) app.use(layer);
  app.use((ctx, next) => answerHealth(ready, ctx, next));
  app.use(refuseMalformed);
  app.use(limitInFlight());
  for (const layer of middleware) app.use(layer);
  return app;
}

/** Middleware: answers with the problem for what was thrown, and logs it if it is a fault. */
export async function answerProblems(log: Logger, ctx: Context, next: Next): Promise<void> {
  try {
    await next();
    // No middleware answered. To a sidecar, Koa's bare 404 would mean "drop the event".
    if (ctx.status === 404 && ctx.body === undefined) {
      throw notFound(ctx);
    }
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500 && problem.code !== 'overloaded' && ctx.path !== '/readyz') {
      log.error({ err: error, method: ctx.method, path: ctx.path }, 'request failed');
    }
    if (problem.status === 401 || problem.status === 403) logRefusal(log, ctx, problem);
    answerProblem(ctx, problem);
  }
}

// Logs the caller and the reason, if known, but never the token.
function logRefusal(log: Logger, ctx: Context, { code, status, cause }: Problem): void {
  const { sub } = (ctx.state['caller'] ?? {}) as { sub?: string };
  const reason = cause instanceof Error ? cause.message : undefined;
  const { method, path } = ctx;
  log.warn({ code, status, reason, method, path, caller: sub }, 'request refused');
}

/** Answers with problem details and the id under which logs have them. A 503 has a `Retry-After`. */
export function answerProblem(ctx: Context, problem: Problem): void {
  ctx.status = problem.status;
  if (problem.status === 503 && !ctx.res.hasHeader('retry-after')) {
    ctx.set('retry-after', String(RETRY_AFTER_S));
  }
  ctx.type = 'application/problem+json';
  const correlationId = currentContext()?.correlationId;
  ctx.body = JSON.stringify({ ...problem.toBody(ctx.path), correlationId });
}

async function answerHealth(ready: Readiness, ctx: Context, next: Next): Promise<void> {
  if (ctx.method !== 'GET') return next();
  if (ctx.path === '/healthz') {
    ctx.status = 200;
    ctx.body = { status: 'alive' };
    return;
  }
  if (ctx.path !== '/readyz') return next();
  const reason = await ready();
  if (reason !== undefined) throw httpProblem('unavailable', reason);
  ctx.body = { status: 'ready' };
}

function refuseMalformed(ctx: Context, next: Next): Promise<unknown> {
  if (ctx.req.headers.host === undefined && ctx.req.httpVersion === '1.1') {
    throw httpProblem('malformed-request', 'The request has no Host header.');
  }
  if (ctx.req.rawHeaders.length > 2 * MAX_HEADERS) {
    throw httpProblem('too-many-headers', `The limit is ${MAX_HEADERS} headers.`);
  }
  if (ctx.url.length > MAX_URL_LENGTH) {
    throw httpProblem('uri-too-long', `The limit is ${MAX_URL_LENGTH} characters.`);
  }
  return next();
}
