import { httpProblem, readText, type Route } from '@commerce/runtime/http';
import type { Sidecar, SidecarResponse } from '@commerce/runtime/sidecar';
import type { Context } from 'koa';
import type { PublicOperation } from './index.ts';

/** Longest wait for an app's answer: above the longest wait that a client can ask for, ms. */
const FORWARD_TIMEOUT_MS = 20_000;
/** Headers that reach the app. Everything else a client sends ends here. */
const FORWARDED_REQUEST_HEADERS = ['content-type', 'idempotency-key', 'import-token', 'prefer'];
/** Headers of the app's answer that reach the client. */
const FORWARDED_RESPONSE_HEADERS = [
  'content-type',
  'location',
  'retry-after',
  'allow',
  'idempotent-replayed',
];

/** Sends an operation on to its app by service invocation and its answer back. */
export function forward({ method, path, app }: PublicOperation, sidecar: Sidecar): Route {
  return {
    method,
    path,
    async handle(ctx) {
      const body = method === 'GET' ? undefined : await readText(ctx);
      const answer = await sidecar
        .invoke(app, {
          method,
          path: ctx.url,
          headers: requestHeaders(ctx),
          body: body === '' ? undefined : body,
          timeoutMs: FORWARD_TIMEOUT_MS,
        })
        .catch((cause: unknown) => {
          throw unavailable(app, cause);
        });
      if (isFromSidecar(answer)) throw unavailable(app, new Error(answer.text));
      ctx.status = answer.status;
      for (const name of FORWARDED_RESPONSE_HEADERS) {
        const value = answer.headers[name];
        if (value !== undefined) ctx.set(name, value);
      }
      ctx.body = answer.text;
    },
  };
}

function requestHeaders(ctx: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of FORWARDED_REQUEST_HEADERS) {
    const value = ctx.get(name);
    if (value !== '') headers[name] = value;
  }
  return headers;
}

// Apps answer errors as problem details; anything else that failed was the sidecar on the way.
function isFromSidecar({ status, headers }: SidecarResponse): boolean {
  return status >= 500 && !String(headers['content-type']).startsWith('application/problem+json');
}

function unavailable(app: string, cause: unknown): Error {
  const problem = httpProblem('unavailable', `The ${app} app did not answer. Try again.`);
  problem.cause = cause;
  return problem;
}
