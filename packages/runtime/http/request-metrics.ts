import type { Context, Next } from 'koa';
import { Histogram } from 'prom-client';
import { DURATION_BUCKETS_S } from '../metrics/buckets.ts';
import { exemplarOfTrace } from '../metrics/exemplars.ts';

const duration = new Histogram({
  name: 'http_server_request_duration_seconds',
  help: 'Answered requests by route and status; no route for calls of actors, deliveries and unknown paths.',
  labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
  buckets: DURATION_BUCKETS_S,
  enableExemplars: true,
});

/** Middleware: times every request until its answer has its status. */
export async function measureRequest(ctx: Context, next: Next): Promise<void> {
  const since = performance.now();
  await next();
  const route: unknown = ctx['_matchedRoute'];
  duration.observe({
    labels: {
      http_request_method: ctx.method,
      http_route: typeof route === 'string' ? route : '',
      http_response_status_code: ctx.status,
    },
    value: (performance.now() - since) / 1_000,
    exemplarLabels: exemplarOfTrace(),
  });
}
