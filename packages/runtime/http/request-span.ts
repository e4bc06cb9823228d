import type { Context } from 'koa';
import {
  currentContext,
  failSpan,
  idAttributes,
  inSpan,
  isTracing,
  ownAttributes,
} from '../telemetry/index.ts';

/** Probes ask all the time and belong to nobody's work. */
const PROBES = new Set(['/healthz', '/readyz', '/dapr/config', '/dapr/subscribe']);

/** A sidecar that does not trace delivers without a trace context; each event has its own. */
const DELIVERIES = '/events/';

/**
 * Answers a request in its span: a child of the context's trace, or the first of a new one, linked to
 * the trace context of a caller that is not trusted to decide.
 */
export function inRequestSpan(
  ctx: Context,
  { cause }: { cause: string | undefined },
  next: () => Promise<unknown>,
): Promise<unknown> {
  if (!isTracing() || PROBES.has(ctx.path)) return next();
  const { traceparent, correlationId } = currentContext() ?? {};
  if (traceparent === undefined && ctx.path.startsWith(DELIVERIES)) return next();
  const attributes = {
    'http.request.method': ctx.method,
    ...ownAttributes({ 'correlation.id': correlationId }),
  };
  const start = traceparent === undefined ? { newTrace: true, links: [cause] } : {};
  return inSpan(ctx.method, { kind: 'server', attributes, ...start }, async (span) => {
    await next();
    if (span === undefined) return;
    // Only its pattern: a path may have anything in it.
    const route: unknown = ctx['_matchedRoute'];
    if (typeof route === 'string') {
      span.updateName(`${ctx.method} ${route}`);
      span.setAttribute('http.route', route);
      span.setAttributes(idAttributes(...Object.values(paramsOf(ctx))));
    }
    span.setAttribute('http.response.status_code', ctx.status);
    if (ctx.status >= 500) failSpan(span, { code: String(ctx.status) });
  });
}

function paramsOf(ctx: Context): Record<string, string> {
  return (ctx['params'] ?? {}) as Record<string, string>;
}
