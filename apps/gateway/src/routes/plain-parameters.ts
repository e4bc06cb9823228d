import { httpProblem } from '@commerce/runtime/http';
import type { Context, Next } from 'koa';

/** What stays one part of a path on its way: not `..`, and nothing that ends a part or a path. */
const PLAIN = /^(?!\.{1,2}$)[^/\\?#%\p{Cc}\p{Cs}\ufffd]+$/u;

/**
 * Refuses a path with a parameter that would lead somewhere else behind this door, where the
 * sidecar decodes it and takes `..` for the folder above. Rejects with invalid-request.
 */
export function refuseStrangeParameters(ctx: Context, next: Next): Promise<unknown> {
  const params = (ctx as Context & { params: Record<string, string> }).params;
  const errors = Object.entries(params)
    .filter(([, value]) => !PLAIN.test(value))
    .map(([name]) => ({ pointer: `/${name}`, detail: 'is not a plain part of a path' }));
  const [first] = errors;
  if (first === undefined) return next();
  throw httpProblem('invalid-request', `${first.pointer} ${first.detail}.`, { errors });
}
