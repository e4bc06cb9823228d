import type Koa from 'koa';
import { documentOf } from '@commerce/platform/documents';
import { buildHttpApp, routes, withAppToken } from '@commerce/runtime/http';
import { openApiRoute } from '@commerce/runtime/openapi';
import { databaseFault } from '@commerce/runtime/postgres';
import type { IdentityDeps } from './deps.ts';
import { identityRoutes } from './routes/index.ts';

/** Ready without Redis: then no one can sign in, but everyone who is signed in can continue. */
export function buildApp(deps: IdentityDeps): Koa {
  return buildHttpApp({
    log: deps.log,
    ready: () => databaseFault(deps.database),
    middleware: routes([
      ...withAppToken(deps.appToken, [openApiRoute(documentOf('identity'))]),
      ...identityRoutes(deps),
    ]),
  });
}
