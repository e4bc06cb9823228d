import { createServer, type Server } from 'node:http';
import Koa, { type Context, type Middleware, type Next } from 'koa';
import { contextFromHeaders, inContext, type Logger } from '../telemetry/index.ts';
import { answerBrokenRequest, answerExpectation } from './broken-requests.ts';
import { boundInFlight } from './in-flight.ts';
import { httpProblem, type Problem, problemOf } from './problems.ts';

/** Longest time a client may take to send its headers and body, ms. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** How often the server looks for requests whose time is over, ms. */
const SLOW_CHECK_MS = 2_000;
/** Longer than a sidecar's idle time for its connections, so that the sidecar closes first. */
const KEEP_ALIVE_TIMEOUT_MS = 95_000;
const LOOPBACK = '127.0.0.1';
const MAX_HEADER_BYTES = 16 * 1024;
/** What a client is told to wait for what is not there now, unless somebody knows better; s. */
const RETRY_AFTER_S = 1;
/** Above what a client, a proxy and two sidecars put on a request together. */
const MAX_HEADERS = 100;
const MAX_URL_LENGTH = 8_192;
/** Connections of an app; each costs some memory before it has sent anything. */
const MAX_CONNECTIONS = 4_096;
/** How often a closing server looks for connections whose request has ended, ms. */
const IDLE_CHECK_MS = 20;

/** Whether the app can do its work now; a reason when it cannot. */
export type Readiness = () => Promise<string | undefined>;

/**
 * A Koa app with what every app needs: the caller's context for everything below, errors as problem
 * details, `/healthz` (the process lives) and `/readyz` (it can do its work), and no more requests at
 * once than there is room for.
 */
export function buildHttpApp({
  log,
  ready,
  middleware,
  headers = {},
}: {
  log: Logger;
  ready: Readiness;
  middleware: Middleware[];
  /** What every answer has, unless what answers sets the same header. */
  headers?: Readonly<Record<string, string>>;
}): Koa {
  const app = new Koa();
  app.silent = true;
  app.on('error', (err: unknown) => log.error({ err }, 'response failed'));
  const always = Object.entries(headers);
  app.use((ctx, next) => {
    for (const [name, value] of always) ctx.set(name, value);
    return inContext(contextFromHeaders(ctx.headers), next);
  });
  app.use((ctx, next) => answerProblems(log, ctx, next));
  app.use((ctx, next) => answerHealth(ready, ctx, next));
  app.use(refuseUnreadable);
  app.use(boundInFlight());
  for (const layer of middleware) app.use(layer);
  return app;
}

async function answerProblems(log: Logger, ctx: Context, next: Next): Promise<void> {
  try {
    await next();
    // Nothing answered. Koa's bare 404 must not get out: to a sidecar it means "drop the event".
    if (ctx.status === 404 && ctx.body === undefined) {
      throw httpProblem('not-found', `There is no ${ctx.method} ${ctx.path}.`);
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

// Who was kept out and why, as far as it is known; never what they showed to be let in.
function logRefusal(log: Logger, ctx: Context, { code, status, cause }: Problem): void {
  const { sub } = (ctx.state['caller'] ?? {}) as { sub?: string };
  const reason = cause instanceof Error ? cause.message : undefined;
  const { method, path } = ctx;
  log.warn({ code, status, reason, method, path, caller: sub }, 'request refused');
}

/** Answers with problem details; what is not there now is worth another try a little later. */
export function answerProblem(ctx: Context, problem: Problem): void {
  ctx.status = problem.status;
  if (problem.status === 503 && !ctx.res.hasHeader('retry-after')) {
    ctx.set('retry-after', String(RETRY_AFTER_S));
  }
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify(problem.toBody(ctx.path));
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

function refuseUnreadable(ctx: Context, next: Next): Promise<unknown> {
  if (ctx.req.headers.host === undefined && ctx.req.httpVersion === '1.1') {
    throw httpProblem('malformed-request', 'It names no host.');
  }
  if (ctx.req.rawHeaders.length > 2 * MAX_HEADERS) {
    throw httpProblem('too-many-headers', `The limit is ${MAX_HEADERS}.`);
  }
  if (ctx.url.length > MAX_URL_LENGTH) {
    throw httpProblem('uri-too-long', `The limit is ${MAX_URL_LENGTH} characters.`);
  }
  return next();
}

/** A running HTTP server: how to end it. */
export interface Listening {
  port: number;
  address: string;
  /** Takes no new requests, lets the running ones end within the grace (ms), then cuts them. */
  close: (graceMs: number) => Promise<void>;
}

/**
 * Starts an HTTP server; port 0 takes a free one, and without an address it listens on loopback only.
 * Rejects when the port is taken.
 */
export async function listen(app: Koa, port: number, address = LOOPBACK): Promise<Listening> {
  const server: Server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: SLOW_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      noDelay: true,
      // Refused by refuseUnreadable, in words.
      requireHostHeader: false,
    },
    app.callback(),
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', answerBrokenRequest);
  server.on('checkExpectation', answerExpectation);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const bound = server.address() as { port: number; address: string };
  return {
    port: bound.port,
    address: bound.address,
    close: (graceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        // A kept connection that is busy now would stay open once its request has ended.
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(idle);
          resolve();
        });
      }),
  };
}
