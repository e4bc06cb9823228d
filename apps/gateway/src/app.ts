import { buildHttpApp, routes, type Readiness, type StreamedAnswers } from '@commerce/runtime/http';
import { publicDocument } from '@commerce/contracts/operations';
import { openApiRoute } from '@commerce/runtime/openapi';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { Logger } from '@commerce/runtime/telemetry';
import type Koa from 'koa';
import { docsPage } from './routes/docs-page.ts';
import { forward, forwardStream } from './routes/forward.ts';
import { publicOperations } from './routes/index.ts';

/** The public door: a list of operations, each sent on to the app that owns it. */
export function buildApp({
  sidecar,
  streamedAnswers,
  ready,
  log,
}: {
  sidecar: Sidecar;
  streamedAnswers: StreamedAnswers;
  ready: Readiness;
  log: Logger;
}): Koa {
  return buildHttpApp({
    log,
    ready,
    middleware: routes([
      openApiRoute(publicDocument()),
      ...docsPage(),
      ...publicOperations.map((operation) =>
        operation.streamed === true
          ? forwardStream(operation, sidecar, streamedAnswers)
          : forward(operation, sidecar),
      ),
    ]),
  });
}
