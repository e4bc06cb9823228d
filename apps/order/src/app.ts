import type { ReservationMethods } from '@commerce/contracts/inventory/reservation-actor';
import { actorHost } from '@commerce/runtime/actors';
import type { Failpoint } from '@commerce/runtime/failpoints';
import { buildHttpApp, routes, type Readiness } from '@commerce/runtime/http';
import { subscriber } from '@commerce/runtime/subscriber';
import type Koa from 'koa';
import { orderActor } from './actors/order-actor.ts';
import { handlersByTopic } from './handlers/index.ts';
import { orderRoutes, type RouteDeps } from './routes/index.ts';

export interface OrderAppDeps extends RouteDeps {
  appToken: string;
  patienceMs: number;
  returnWindowDays: number;
  reservations: (id: string) => Pick<ReservationMethods, 'release'>;
  failpoint: Failpoint;
  ready: Readiness;
}

/** The order app: its actor, its subscriptions and its routes. */
export function buildApp(deps: OrderAppDeps): Koa {
  const { database, appToken, log, ready } = deps;
  return buildHttpApp({
    log,
    ready,
    middleware: [
      actorHost({ actors: [orderActor(deps)], appToken, log }),
      subscriber({
        app: 'order',
        pubsub: 'pubsub',
        database,
        topics: handlersByTopic(deps),
        appToken,
        log,
      }),
      ...routes(orderRoutes(deps)),
    ],
  });
}
