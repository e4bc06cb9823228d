import { catalogOperations } from '@commerce/contracts/catalog/operations';
import { documentOf } from '@commerce/contracts/operations';
import { withAuthorization, type Audit, type Verifier } from '@commerce/runtime/access';
import { buildHttpApp, routes, withAppToken } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import type { Outbox } from '@commerce/runtime/outbox';
import { databaseFault, type Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { Logger } from '@commerce/runtime/telemetry';
import { catalogRoutes } from './routes/index.ts';

export interface CatalogDeps {
  database: Database;
  sidecar: Sidecar;
  log: Logger;
  outbox: Pick<Outbox, 'enqueue'>;
  appToken: string;
  verifier: Verifier;
  audit: Audit;
}

/** The catalog app: the product routes. */
export function buildApp(deps: CatalogDeps) {
  const { database, sidecar, log, outbox, appToken, verifier, audit } = deps;
  return buildHttpApp({
    log,
    async ready() {
      const fault = await databaseFault(database);
      if (fault !== undefined) return fault;
      return (await sidecar.isReady()) ? undefined : 'sidecar: it is not ready for calls';
    },
    middleware: routes([
      ...withAppToken(appToken, [
        openApiRoute(documentOf('catalog')),
        ...withAuthorization(
          catalogOperations,
          verifier,
          catalogRoutes({ database, outbox }),
          audit,
        ),
      ]),
    ]),
  });
}
