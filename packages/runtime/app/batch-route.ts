import { ServerResponse, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setImmediate as nextRound } from 'node:timers/promises';
import type { Context, Middleware } from 'koa';
import {
  answerProblems,
  compileSchema,
  inRequestSpan,
  readBody,
  type Route,
  routes,
} from '../http/index.ts';
import { BatchedCalls, type BatchedAnswer } from '../openapi/index.ts';
import { contextFromHeaders, inContext, type Logger } from '../telemetry/index.ts';

const batch = compileSchema(BatchedCalls);
type Call = BatchedCalls[number];

/**
 * The route that takes batches of calls of another route. Each call runs through that route as if
 * it had come alone: with its own context and time limit, its own answer or problem. Calls of other
 * routes are not found, because the permission for a batch is the permission for this route. Each
 * answer is sent as soon as it is there, so that a slow call delays no other.
 */
export function batchRoute({
  path,
  route,
  log,
}: {
  path: string;
  route: Route;
  log: Logger;
}): Route {
  const [found, refused] = routes([route]) as [Middleware, Middleware];
  const answer = (ctx: Context) =>
    inContext(contextFromHeaders(ctx.headers), () =>
      inRequestSpan(ctx, { cause: undefined }, () =>
        answerProblems(log, ctx, async () => found(ctx, () => refused(ctx, async () => {}))),
      ),
    );
  return {
    method: 'POST',
    path,
    async handle(ctx) {
      const calls = await readBody(ctx, batch);
      const answers = calls.map(async (call, n) => {
        const own = contextOf(ctx, call);
        await answer(own);
        return lineOf(own, n);
      });
      ctx.type = 'application/jsonl';
      ctx.body = Readable.from(asTheyCome(answers));
    },
  };
}

/** The context of one call of a batch: a request and a response without a connection. */
function contextOf(ctx: Context, { method, path, headers, body = '' }: Call): Context {
  const request = Object.assign(Object.create(ctx.req) as IncomingMessage, {
    method,
    url: path,
    headers: headersOf(ctx.req.headers, headers),
  });
  const response = new ServerResponse(request);
  // As Koa does: until a route answers, nothing is found.
  response.statusCode = 404;
  const own = ctx.app.createContext(request, response);
  own.state['bodyText'] = body;
  return own;
}

// Only the sidecar says who calls: a call cannot name another app, nor another host.
function headersOf(ofBatch: IncomingHttpHeaders, own: Call['headers']): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(own)) headers[name.toLowerCase()] = value;
  for (const name of Object.keys(headers)) if (isTrusted(name)) delete headers[name];
  for (const name of Object.keys(ofBatch)) if (isTrusted(name)) headers[name] = ofBatch[name];
  return headers;
}

function isTrusted(name: string): boolean {
  return name === 'host' || name.startsWith('dapr-');
}

function lineOf({ status, body, response }: Context, n: number): string {
  const { 'content-length': _, ...headers } = response.headers as BatchedAnswer['headers'];
  const line: BatchedAnswer = { n, status, headers, text: textOf(body) };
  return `${JSON.stringify(line)}\n`;
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString() : JSON.stringify(body);
}

/** The lines as they come; those of one round of the event loop together. */
async function* asTheyCome(lines: readonly Promise<string>[]): AsyncGenerator<string> {
  let ready: Promise<string>[] = [];
  let some = Promise.withResolvers<void>();
  for (const line of lines) {
    const add = () => {
      ready.push(line);
      some.resolve();
    };
    line.then(add, add);
  }
  for (let left = lines.length; left > 0;) {
    await some.promise;
    await nextRound();
    some = Promise.withResolvers();
    const sent = ready;
    ready = [];
    left -= sent.length;
    yield (await Promise.all(sent)).join('');
  }
}
