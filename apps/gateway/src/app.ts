import { withAuthorization, type Audit, type Verifier } from '@commerce/runtime/access';
import {
  buildHttpApp,
  routes,
  type Readiness,
  type Route,
  type StreamedAnswers,
} from '@commerce/runtime/http';
import { publicDocument } from '@commerce/contracts/operations';
import { openApiRoute } from '@commerce/runtime/openapi';
import type { RateLimits } from '@commerce/runtime/rate-limits';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { Logger } from '@commerce/runtime/telemetry';
import type Koa from 'koa';
import type { BlockList } from 'node:net';
import { ANSWER_HEADERS } from './edge/answer-headers.ts';
import { callerBehind } from './edge/caller-address.ts';
import { compressed } from './edge/compressed.ts';
import { crossOrigin } from './edge/cross-origin.ts';
import { countRequests } from './rate-limits/count-requests.ts';
import type { RequestLimits } from './rate-limits/request-limits.ts';
import { docsPage } from './routes/docs-page.ts';
import { forward, forwardStream } from './routes/forward.ts';
import { publicOperations } from './routes/index.ts';

/** The public door: a list of operations, each sent on to the app that owns it. */
export function buildApp({
  sidecar,
  verifier,
  audit,
  streamedAnswers,
  rateLimits,
  limits,
  corsOrigins,
  trustedProxies,
  ready,
  log,
}: {
  sidecar: Sidecar;
  verifier: Verifier;
  /** Of whom is kept out here; an app notes what comes to it by itself. */
  audit: Audit;
  streamedAnswers: StreamedAnswers;
  rateLimits: RateLimits;
  limits: RequestLimits;
  /** Origins whose pages may read answers; none when empty. */
  corsOrigins: readonly string[];
  /** Whose X-Forwarded-For is believed; nobody's when undefined. */
  trustedProxies: BlockList | undefined;
  ready: Readiness;
  log: Logger;
}): Koa {
  const count = countRequests(rateLimits, limits);
  const forwarded = publicOperations.flatMap((operation): Route[] => {
    if (operation.streamed === true) return [forwardStream(operation, sidecar, streamedAnswers)];
    const route = forward(operation, sidecar);
    // Identity answers with tokens: packed, their length would tell of what is in them.
    return operation.app === 'identity' ? [route] : compressed([route]);
  });
  return buildHttpApp({
    log,
    ready,
    headers: ANSWER_HEADERS,
    middleware: [
      ...(trustedProxies === undefined ? [] : [callerBehind(trustedProxies)]),
      ...(corsOrigins.length === 0 ? [] : [crossOrigin(corsOrigins)]),
      count.strangers,
      ...routes([
        ...compressed([openApiRoute(publicDocument()), ...docsPage()]),
        // The apps look at the caller again: here a stranger is stopped before anything is called.
        ...withAuthorization(publicOperations, verifier, count.callers(forwarded), audit),
      ]),
    ],
  });
}
