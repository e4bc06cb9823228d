import type { Operation } from '@commerce/contracts/operation';
import { httpProblem, readBytes, readFormBytes } from '@commerce/runtime/http';
import { CallerGoneError, type SidecarStream } from '@commerce/runtime/sidecar';
import type { Context } from 'koa';
import type { GatewayDeps } from '../deps.ts';
import { tagsOfApp } from '../edge/compressed.ts';
import { credentialsFor } from './credentials.ts';

/** Longest wait for an app's answer: above the longest wait that a client can ask for, ms. */
const FORWARD_TIMEOUT_MS = 20_000;
/** Headers that reach the app. Everything else a client sends ends here. */
const FORWARDED_REQUEST_HEADERS = ['content-type', 'idempotency-key', 'prefer', 'last-event-id'];
const CONDITIONS = new Set(['if-match', 'if-none-match']);
/** Headers of the app's answer that reach the client. */
const FORWARDED_RESPONSE_HEADERS = [
  'content-type',
  'location',
  'retry-after',
  'allow',
  'cache-control',
  'idempotent-replayed',
  'www-authenticate',
  'content-disposition',
  'content-security-policy',
  'etag',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
];

/**
 * Forwards a request to the app of its operation by service invocation, and the answer back. The body
 * goes byte for byte as it came.
 */
export async function forward(
  { sidecar }: GatewayDeps,
  operation: Operation,
  ctx: Context,
): Promise<void> {
  const { method, app, form } = operation;
  const read = form === true ? readFormBytes : readBytes;
  const body = method === 'GET' ? undefined : await read(ctx);
  const headers = requestHeaders(ctx, operation);
  const call = { method, path: ctx.url, headers, timeoutMs: FORWARD_TIMEOUT_MS };
  const answer = await sidecar
    .invoke(app, { ...call, body: body?.length === 0 ? undefined : body, caller: ctx.res })
    .catch((cause: unknown) => {
      if (cause instanceof CallerGoneError) return undefined;
      throw unavailable(app, cause);
    });
  if (answer === undefined) return void (ctx.respond = false);
  if (isFromSidecar(answer)) throw unavailable(app, new Error(answer.text));
  begin(ctx, answer);
  ctx.body = answer.text;
}

/** The same for an answer that stays open: it is passed on as it comes, until either side ends it. */
export function forwardStream(
  { sidecar, streamedAnswers }: GatewayDeps,
  operation: Operation,
  ctx: Context,
): Promise<void> {
  const { method, app } = operation;
  return streamedAnswers.answer(ctx, async (signal) => {
    const call = { method, path: ctx.url, headers: requestHeaders(ctx, operation) };
    const answer = await sidecar
      .invokeStream(app, { ...call, timeoutMs: FORWARD_TIMEOUT_MS }, signal)
      .catch((cause: unknown) => {
        throw unavailable(app, cause);
      });
    if (isFromSidecar(answer)) throw unavailable(app, new Error(await answer.body.text()));
    begin(ctx, answer);
    return answer.body;
  });
}

type Answer = Pick<SidecarStream, 'status' | 'headers'>;

function begin(ctx: Context, answer: Answer): void {
  ctx.status = answer.status;
  for (const name of FORWARDED_RESPONSE_HEADERS) {
    const value = answer.headers[name];
    if (value !== undefined) ctx.set(name, value);
  }
  // The gateway has its own reasons to vary, which stay.
  if (answer.headers['vary'] !== undefined) ctx.vary(answer.headers['vary']);
}

function requestHeaders(ctx: Context, operation: Operation): Record<string, string> {
  // As the gateway knows it: a client's own word about its address is not passed on.
  const headers: Record<string, string> = { 'client-address': ctx.ip };
  for (const name of [...FORWARDED_REQUEST_HEADERS, ...Object.keys(operation.headers ?? {})]) {
    const value = ctx.get(name);
    const key = name.toLowerCase();
    if (value !== '') headers[key] = CONDITIONS.has(key) ? tagsOfApp(value) : value;
  }
  const authorization = credentialsFor(ctx, operation);
  if (authorization !== undefined) headers['authorization'] = authorization;
  return headers;
}

// Apps answer errors as problem details; anything else that failed was the sidecar on the way. With
// 403 it refuses what dapr/access.yaml does not list.
function isFromSidecar({ status, headers }: Answer): boolean {
  return (
    (status >= 500 || status === 403) &&
    !String(headers['content-type']).startsWith('application/problem+json')
  );
}

function unavailable(app: string, cause: unknown): Error {
  const problem = httpProblem('unavailable', `The ${app} app did not answer. Try again.`);
  problem.cause = cause;
  return problem;
}
