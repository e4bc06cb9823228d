import { OrderActor } from '@commerce/contracts/order/order-actor';
import type { ReservationMethods } from '@commerce/contracts/inventory/reservation-actor';
import { actorHost } from '@commerce/runtime/actors';
import type { Failpoint } from '@commerce/runtime/failpoints';
import { documentOf } from '@commerce/contracts/operations';
import { buildHttpApp, routes, withAppToken, type Readiness } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import { deadLetterRoutes, subscriber } from '@commerce/runtime/subscriber';
import type Koa from 'koa';
import { orderActor } from './actors/order-actor.ts';
import { handlersByTopic } from './handlers/index.ts';
import { orderRoutes, type RouteDeps } from './routes/index.ts';
import { openPrices } from './store/prices.ts';

export interface OrderAppDeps extends Omit<RouteDeps, 'ordersHere' | 'prices'> {
  appToken: string;
  patienceMs: number;
  returnWindowDays: number;
  stepTries: number;
  reservations: (id: string) => Pick<ReservationMethods, 'release'>;
  failpoint: Failpoint;
  ready: Readiness;
}

/** The order app: its actor, its subscriptions and its routes. */
export function buildApp(deps: OrderAppDeps): Koa {
  const { database, appToken, log, ready } = deps;
  const host = actorHost({ actors: [orderActor(deps)], appToken, log });
  const prices = openPrices(database);
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
          ...orderRoutes({ ...deps, prices, ordersHere: host.here(OrderActor) }),
        ]),
        ...deadLetterRoutes(deps),
      ]),
    ],
  });
}
