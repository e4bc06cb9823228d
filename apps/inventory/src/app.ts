import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { withAuthorization, type Audit, type Verifier } from '@commerce/runtime/access';
import { actorHost } from '@commerce/runtime/actors';
import { documentOf } from '@commerce/platform/documents';
import { buildHttpApp, routes, withAppToken } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import { databaseFault, type Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { deadLetterRoutes, subscriber } from '@commerce/runtime/subscriber';
import type { Logger } from '@commerce/runtime/telemetry';
import { hostReservations } from './actors/reservation-actor.ts';
import type { Allocate } from './domain/allocation.ts';
import { inventoryTopics } from './handlers/index.ts';
import { inventoryRoutes } from './routes/index.ts';
import { createHolds } from './store/hold-batches.ts';
import type { FreeUnits } from './sweeps/free-units.ts';

export interface InventoryDeps {
  database: Database;
  sidecar: Sidecar;
  free: FreeUnits;
  /** From which locations the units of an order come. */
  allocate: Allocate;
  log: Logger;
  appToken: string;
  verifier: Verifier;
  audit: Audit;
  holdTtlSeconds: number;
}

/** The inventory app: the Reservation actor, the subscriber of `orders`, and the stock routes. */
export function buildApp(deps: InventoryDeps) {
  const { database, sidecar, free, allocate, log, appToken, holdTtlSeconds } = deps;
  const holds = createHolds({ database, allocate, free: free.after });
  const host = actorHost({
    actors: [hostReservations({ database, holds, free, holdTtlSeconds })],
    appToken,
    log,
  });
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
        topics: inventoryTopics({ database, free }),
        appToken,
        log,
      }),
      ...routes([
        ...withAppToken(appToken, [
          openApiRoute(documentOf('inventory')),
          ...withAuthorization(
            Object.values(inventoryOperations),
            deps.verifier,
            inventoryRoutes({ database, free, reservationsHere }),
            deps.audit,
          ),
        ]),
        ...deadLetterRoutes(deps),
      ]),
    ],
  });
}
