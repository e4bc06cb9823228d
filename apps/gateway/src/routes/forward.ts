import type { Operation } from '@commerce/contracts/operation';
import { readBytes, readFormBytes } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import { CallerGoneError, type SidecarStream } from 'dapr-actor-runtime/sidecar';
import type { Context } from 'koa';
import type { GatewayDeps } from '../deps.ts';
import { tagsOfApp } from '../edge/compressed.ts';
import { networkOf } from '../edge/caller-address.ts';
import { credentialsFor } from './credentials.ts';

/** Longest wait for an app's answer, ms; longer than a client can request with `Prefer: wait`. */
const FORWARD_TIMEOUT_MS = 20_000;
/** The request headers that are forwarded to the app. All others are dropped. */
const FORWARDED_REQUEST_HEADERS = ['content-type', 'idempotency-key', 'prefer', 'last-event-id'];
const CONDITIONS = new Set(['if-match', 'if-none-match']);
/** The headers of the app's answer that are forwarded to the client. */
const FORWARDED_RESPONSE_HEADERS = [
  'content-type',
  'location',
  'retry-after',
  'allow',
  'cache-control',
  'consistency-token',
  'idempotent-replayed',
  'www-authenticate',
  'content-disposition',
  'content-security-policy',
  'etag',
  'preference-applied',
  'referrer-policy',
  'x-accel-buffering',
  'x-content-type-options',
  'x-frame-options',
];

/**
 * Forwards a request to the app of its operation by service invocation, and returns its answer. The
 * body is forwarded byte for byte.
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

/** The same for a streamed answer: chunks are forwarded as they arrive, until either side ends. */
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
  // Added to the gateway's own `Vary`.
  if (answer.headers['vary'] !== undefined) ctx.vary(answer.headers['vary']);
}

function requestHeaders(ctx: Context, operation: Operation): Record<string, string> {
  // As the gateway has determined it, for limits; a header of the client is not forwarded.
  const headers: Record<string, string> = { 'client-address': networkOf(ctx.ip) };
  for (const name of [...FORWARDED_REQUEST_HEADERS, ...Object.keys(operation.headers ?? {})]) {
    const value = ctx.get(name);
    const key = name.toLowerCase();
    if (value !== '') headers[key] = CONDITIONS.has(key) ? tagsOfApp(value) : value;
  }
  const authorization = credentialsFor(ctx, operation);
  if (authorization !== undefined) headers['authorization'] = authorization;
  return headers;
}

// Apps answer errors as problem details. Other errors come from a sidecar, such as 403 for a call
// that dapr/access.yaml does not list.
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
