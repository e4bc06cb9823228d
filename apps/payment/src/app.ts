import type Koa from 'koa';
import { documentOf } from '@commerce/platform/documents';
import { buildHttpApp, routes, withAppToken } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import { databaseFault, type Database } from '@commerce/runtime/postgres';
import { deadLetterRoutes, subscriber } from '@commerce/runtime/subscriber';
import type { Logger } from '@commerce/runtime/telemetry';
import { paymentTopics } from './handlers/index.ts';
import type { OpenWork } from './provider/open-work.ts';
import type { PaymentProvider } from './provider/payment-provider.ts';
import { paymentRoutes } from './routes/index.ts';

export interface PaymentDeps {
  database: Database;
  provider: PaymentProvider;
  openWork: OpenWork;
  appToken: string;
  /** How fresh a decision of the provider may be without our knowing of it, ms. */
  reconcileGraceMs: number;
  log: Logger;
}

/** Ready without the provider: while it is away, an authorization is `unknown`, not a fault. */
export function buildApp(deps: PaymentDeps): Koa {
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
