import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { withAuthorization, type Audit, type Verifier } from '@commerce/runtime/access';
import { actorHost } from '@commerce/runtime/actors';
import { documentOf } from '@commerce/platform/documents';
import { buildHttpApp, routes, withAppToken } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import { databaseFault } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { deadLetterRoutes, subscriber } from '@commerce/runtime/subscriber';
import { hostReservations } from './actors/reservation-actor.ts';
import type { InventoryDeps } from './deps.ts';
import { inventoryTopics } from './handlers/index.ts';
import { inventoryRoutes } from './routes/index.ts';

export interface InventoryAppDeps extends InventoryDeps {
  sidecar: Sidecar;
  appToken: string;
  verifier: Verifier;
  audit: Audit;
}

/** The inventory app: the Reservation actor, the subscriber of `orders`, and the stock routes. */
export function buildApp(deps: InventoryAppDeps) {
  const { database, sidecar, log, appToken } = deps;
  const host = actorHost({ actors: [hostReservations(deps)], appToken, log });
  const reservationsHere = host.here(ReservationActor);
  return buildHttpApp({
    log,
    async ready() {
      const fault = await databaseFault(database);
      if (fault !== undefined) return fault;
      return (await sidecar.isReady()) ? undefined : 'sidecar: it is not ready for calls';
    },
    middleware: [
      host.middleware,
      subscriber({
        app: 'inventory',
        pubsub: 'pubsub',
        database,
        topics: inventoryTopics(deps),
        appToken,
        log,
      }),
      ...routes([
        ...withAppToken(appToken, [
          openApiRoute(documentOf('inventory')),
          ...withAuthorization(
            Object.values(inventoryOperations),
            deps.verifier,
            inventoryRoutes({ ...deps, reservationsHere }),
            deps.audit,
          ),
        ]),
        ...deadLetterRoutes(deps),
      ]),
    ],
  });
}
