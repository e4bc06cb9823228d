import { httpProblem } from 'dapr-actor-runtime/server';
import type { Context, Next } from 'koa';

/**
 * One path segment, also after decoding: not `..`, and no character that ends a segment or path.
 */
const PLAIN = /^(?!\.{1,2}$)[^/\\?#%\p{Cc}\p{Cs}\ufffd]+$/u;
/** A product code may have any sign; it reaches its app as it was encoded by the client. */
const SKU = /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}\ufffd]+$/u;

/**
 * Refuses a path parameter that no app would take, and that might become another path on its way.
 * Throws invalid-request.
 */
export function refuseUnsafeParameters(ctx: Context, next: Next): Promise<unknown> {
  const params = (ctx as Context & { params: Record<string, string> }).params;
  const errors = Object.entries(params)
    .filter(([name, value]) => !(name === 'sku' ? SKU : PLAIN).test(value))
    .map(([name]) => ({ pointer: `/${name}`, detail: 'is not a plain path segment' }));
  const [first] = errors;
  if (first === undefined) return next();
  throw httpProblem('invalid-request', `${first.pointer} ${first.detail}.`, { errors });
}
