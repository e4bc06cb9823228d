import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Middleware } from 'koa';
import { contextFromHeaders, inContext, type Logger } from '../telemetry/index.ts';
import { notFound } from './app-token.ts';
import { type Problem, problemOf } from './problems.ts';

/** A whole answer to the sidecar. */
export interface SidecarAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/**
 * A part of the runtime that answers requests of the sidecar, of whatever HTTP server they arrive
 * at. Undefined: the path belongs to another part. Rejects, or throws, with a Problem.
 */
export type SidecarHandler = (
  req: IncomingMessage,
  path: string,
) => Promise<SidecarAnswer> | undefined;

const NO_HEADERS = {};
const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/** An answer with a JSON body. */
export function jsonAnswer(value: unknown): SidecarAnswer {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(value) };
}

/** An answer that says only that it is done. */
export function emptyAnswer(): SidecarAnswer {
  return { status: 200, headers: NO_HEADERS, body: '' };
}

/** The handler as Koa middleware. The app around it turns problems into answers. */
export function koaMiddleware(handler: SidecarHandler): Middleware {
  return async (ctx, next) => {
    const answer = await handler(ctx.req, ctx.path);
    if (answer === undefined) return next();
    ctx.status = answer.status;
    ctx.set(answer.headers);
    ctx.body = answer.body;
  };
}

/**
 * The handlers as a request listener of `node:http`. `otherwise` answers what belongs to none of
 * them; without it that is 404. To a sidecar, a 404 on a route of events would mean "drop the
 * event", so every path of the runtime's own must be in one of the handlers.
 */
export function nodeListener(
  handlers: readonly SidecarHandler[],
  {
    log,
    otherwise,
  }: { log: Logger; otherwise?: (req: IncomingMessage, res: ServerResponse) => void },
): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    const path = pathOf(req);
    inContext(contextFromHeaders(req.headers), () => {
      void answerOf(handlers, req, path, log).then((answer) => {
        if (answer !== undefined) send(res, answer);
        else if (otherwise !== undefined) otherwise(req, res);
        else send(res, problemAnswer(notFound({ method: req.method ?? '', path }), path));
      });
    });
  };
}

/** The path of a request, without its query. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** A header as one text; '' without it. */
export function headerOf({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}

async function answerOf(
  handlers: readonly SidecarHandler[],
  req: IncomingMessage,
  path: string,
  log: Logger,
): Promise<SidecarAnswer | undefined> {
  try {
    for (const handler of handlers) {
      const answer = handler(req, path);
      if (answer !== undefined) return await answer;
    }
    return undefined;
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      log.error({ err: error, method: req.method, path }, 'request failed');
    }
    return problemAnswer(problem, path);
  }
}

function problemAnswer(problem: Problem, path: string): SidecarAnswer {
  return {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify(problem.toBody(path)),
  };
}

function send(res: ServerResponse, { status, headers, body }: SidecarAnswer): void {
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
