import { httpProblem } from '@commerce/runtime/http';
import type { Context, Next } from 'koa';

/** One segment of a path, also after decoding: not `..`, and nothing that ends a segment or a path. */
const PLAIN = /^(?!\.{1,2}$)[^/\\?#%\p{Cc}\p{Cs}\ufffd]+$/u;

/**
 * Refuses a path parameter that would lead to another operation behind the gateway, where the sidecar
 * decodes it and resolves `..`. Rejects with invalid-request.
 */
export function refuseStrangeParameters(ctx: Context, next: Next): Promise<unknown> {
  const params = (ctx as Context & { params: Record<string, string> }).params;
  const errors = Object.entries(params)
    .filter(([, value]) => !PLAIN.test(value))
    .map(([name]) => ({ pointer: `/${name}`, detail: 'is not a plain path segment' }));
  const [first] = errors;
  if (first === undefined) return next();
  throw httpProblem('invalid-request', `${first.pointer} ${first.detail}.`, { errors });
}
