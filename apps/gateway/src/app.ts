import { buildHttpApp, routes, type Readiness } from '@commerce/runtime/http';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { Logger } from '@commerce/runtime/telemetry';
import type Koa from 'koa';
import { forward } from './routes/forward.ts';
import { publicOperations } from './routes/index.ts';

/** The public door: a list of operations, each sent on to the app that owns it. */
export function buildApp({
  sidecar,
  ready,
  log,
}: {
  sidecar: Sidecar;
  ready: Readiness;
  log: Logger;
}): Koa {
  return buildHttpApp({
    log,
    ready,
    middleware: routes(publicOperations.map((operation) => forward(operation, sidecar))),
  });
}
