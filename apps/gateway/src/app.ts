import { defineApp } from '@commerce/platform/app';
import { publicDocument } from '@commerce/platform/documents';
import { openStreamedAnswers } from 'dapr-actor-runtime/http';
import { openApiRoute } from 'dapr-actor-runtime/openapi';
import { openRateLimits } from 'dapr-actor-runtime/rate-limits';
import { gatewaySettings } from './config.ts';
import type { GatewayDeps } from './deps.ts';
import { ANSWER_HEADERS } from './edge/answer-headers.ts';
import { inVersion } from './edge/api-version.ts';
import { resolveCallerAddress } from './edge/caller-address.ts';
import { compressed } from './edge/compressed.ts';
import { crossOrigin } from './edge/cross-origin.ts';
import { resolveShopperAddress } from './edge/shopper-address.ts';
import { createRequestCounter } from './rate-limits/count-requests.ts';
import { requestLimits } from './rate-limits/request-limits.ts';
import { docsPage } from './routes/docs-page.ts';
import { startPage } from './routes/start-page.ts';
import { forwardedOperations, forwardRoutes } from './routes/index.ts';

/**
 * Most open event streams: twice as many as the order app has, which knows the callers, limits each one
 * and keeps places for staff. Those that it is about to refuse need a place here.
 */
const MAX_OPEN_STREAMS = 400;
/** For the local stack: all callers have one address there and would share one limit. */
const NO_LIMIT = '1000000';

/** The public edge: every public operation, forwarded to the app that owns it. */
export default defineApp({
  name: 'gateway',
  edge: true,
  settings: gatewaySettings,
  uses: ['redis'],
  calls: forwardedOperations,
  localEnvironment: Object.fromEntries(
    Object.values(gatewaySettings)
      .filter(({ name }) => name.startsWith('RATE_'))
      .map(({ name }) => [name, NO_LIMIT]),
  ),
  open({ config, sidecar, redis, log, onDrain }): GatewayDeps {
    const { corsOrigins, trustedProxies } = config;
    const streamedAnswers = openStreamedAnswers({ max: MAX_OPEN_STREAMS });
    onDrain(streamedAnswers.close);
    const counter = createRequestCounter(openRateLimits({ redis, log }), requestLimits(config));
    return { sidecar, streamedAnswers, counter, corsOrigins, trustedProxies };
  },
  answerHeaders: ANSWER_HEADERS,
  outermost: ({ corsOrigins }) => [
    ...(corsOrigins.length === 0 ? [] : [crossOrigin(corsOrigins)]),
    inVersion,
  ],
  middleware: ({ trustedProxies, counter }, verifier) => [
    ...(trustedProxies === undefined ? [] : [resolveCallerAddress(trustedProxies)]),
    verifier === undefined ? counter.anonymous : resolveShopperAddress(verifier, counter.anonymous),
  ],
  pages() {
    const document = publicDocument();
    return compressed([startPage(document), openApiRoute(document), ...docsPage()]);
  },
  routes: forwardRoutes,
});
