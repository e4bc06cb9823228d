import { actorHost } from '@commerce/runtime/actors';
import { buildHttpApp, routes } from '@commerce/runtime/http';
import { databaseFault, type Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { subscriber } from '@commerce/runtime/subscriber';
import type { Logger } from '@commerce/runtime/telemetry';
import { hostReservations } from './actors/reservation-actor.ts';
import { inventoryTopics } from './handlers/index.ts';
import { inventoryRoutes } from './routes/index.ts';

export interface InventoryDeps {
  database: Database;
  sidecar: Sidecar;
  log: Logger;
  appToken: string;
  holdTtlSeconds: number;
}

/** The inventory app: the Reservation actor, the subscriber of `orders`, and the stock routes. */
export function buildApp({ database, sidecar, log, appToken, holdTtlSeconds }: InventoryDeps) {
  return buildHttpApp({
    log,
    async ready() {
      const fault = await databaseFault(database);
      if (fault !== undefined) return fault;
      return (await sidecar.isReady()) ? undefined : 'sidecar: it is not ready for calls';
    },
    middleware: [
      actorHost({ actors: [hostReservations(database, holdTtlSeconds)], appToken, log }),
      subscriber({
        app: 'inventory',
        pubsub: 'pubsub',
        database,
        topics: inventoryTopics(database),
        appToken,
        log,
      }),
      ...routes(inventoryRoutes(database)),
    ],
  });
}
