import { AUDIT_LOG } from '@commerce/contracts/identity/access';
import { OrderActor } from '@commerce/contracts/order/order-actor';
import { orderOperations } from '@commerce/contracts/order/operations';
import { withAuthorization, auditThrough, type Verifier } from '@commerce/runtime/access';
import { actorHost } from '@commerce/runtime/actors';
import type { Failpoint } from '@commerce/runtime/failpoints';
import { documentOf } from '@commerce/platform/documents';
import { buildHttpApp, routes, withAppToken, type Readiness } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import { derivedKey } from '@commerce/runtime/personal-data';
import { deadLetterRoutes, subscriber } from '@commerce/runtime/subscriber';
import type Koa from 'koa';
import { orderActor } from './actors/order-actor.ts';
import { handlersByTopic } from './handlers/index.ts';
import { openPersonalData } from './personal/personal-data.ts';
import { orderRoutes, type RouteDeps } from './routes/index.ts';
import { openPrices } from './store/prices.ts';

type MadeHere = 'ordersHere' | 'prices' | 'personal' | 'orderIdKey';

export interface OrderAppDeps extends Omit<RouteDeps, MadeHere> {
  masterKey: string;
  clientSecret: string;
  appToken: string;
  verifier: Verifier;
  patienceMs: number;
  returnWindowDays: number;
  stepTries: number;
  failpoint: Failpoint;
  ready: Readiness;
}

/** The order app: its actor, its subscriptions and its routes. */
export function buildApp(deps: OrderAppDeps): Koa {
  const { database, sidecar, appToken, log, ready } = deps;
  const audit = auditThrough({ sidecar, ...AUDIT_LOG, log });
  const personal = openPersonalData(deps);
  const host = actorHost({ actors: [orderActor({ ...deps, personal })], appToken, log });
  const forRoutes = {
    ...deps,
    personal,
    prices: openPrices(database),
    orderIdKey: derivedKey(Buffer.from(deps.masterKey), 'order ids').toString('hex'),
    ordersHere: host.here(OrderActor),
  };
  return buildHttpApp({
    log,
    ready,
    middleware: [
      host.middleware,
      subscriber({
        app: 'order',
        pubsub: 'pubsub',
        database,
        topics: handlersByTopic(deps),
        appToken,
        log,
      }),
      ...routes([
        ...withAppToken(appToken, [
          openApiRoute(documentOf('order')),
          ...withAuthorization(
            Object.values(orderOperations),
            deps.verifier,
            orderRoutes(forRoutes),
            audit,
          ),
        ]),
        ...deadLetterRoutes(deps),
      ]),
    ],
  });
}
