import type Koa from 'koa';
import { documentOf } from '@commerce/platform/documents';
import { buildHttpApp, routes, withAppToken } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import { databaseFault } from '@commerce/runtime/postgres';
import { deadLetterRoutes, subscriber } from '@commerce/runtime/subscriber';
import type { Logger } from '@commerce/runtime/telemetry';
import type { PaymentDeps } from './deps.ts';
import { paymentTopics } from './handlers/index.ts';
import { paymentRoutes } from './routes/index.ts';

/**
 * Ready without the provider: while it is unavailable, an authorization is `unknown`, not a fault.
 */
export function buildApp(deps: PaymentDeps & { appToken: string; log: Logger }): Koa {
  const { database, appToken, log } = deps;
  const topics = paymentTopics(deps);
  return buildHttpApp({
    log,
    ready: () => databaseFault(database),
    middleware: [
      subscriber({ app: 'payment', pubsub: 'pubsub', database, topics, appToken, log }),
      ...routes([
        ...withAppToken(appToken, [openApiRoute(documentOf('payment'))]),
        ...paymentRoutes(deps),
        ...deadLetterRoutes(deps),
      ]),
    ],
  });
}
