import type { IncomingMessage } from 'node:http';
import type Koa from 'koa';
import { type Audit, type Verifier, withAuthorization } from '../access/index.ts';
import { actorHost, hosted, type LocalActors } from '../actors/index.ts';
import { buildHttpApp, type Readiness, type Route, routes, withAppToken } from '../http/index.ts';
import { batchPath, openApiRoute } from '../openapi/index.ts';
import type { Database } from '../postgres/index.ts';
import { isSameSecret } from '../secrets/index.ts';
import { headerOf } from '../server/index.ts';
import { bindHandlers, deadLetterRoutes, subscriber } from '../subscriber/index.ts';
import { isSampled, type Logger } from '../telemetry/index.ts';
import { batchRoute } from './batch-route.ts';
import type { App } from './declaration.ts';
import { isSubscriber } from './define-app.ts';
import { bindRoute, type AppRoute } from './route.ts';

/** What an app needs to answer requests, in addition to its own dependencies. */
export interface BuildOptions {
  appToken: string;
  log: Logger;
  ready: Readiness;
  /** Undefined if no operation needs an access token. */
  verifier: Verifier | undefined;
  /** Undefined if no operation is audited. */
  audit: Audit | undefined;
  /** Stores dead letters; required by an app with subscriptions. */
  database: Database | undefined;
  /** How long the sidecar waits to fill a batch of events, ms; by default 100. */
  batchWaitMs?: number | undefined;
  /** References to the actors of the app; buildApp attaches their host. */
  localActors: LocalActors;
}

/** The Koa app of a declared app: its actors, its subscriptions and its routes, in this order. */
export function buildApp<D>(app: App<D>, deps: D, options: BuildOptions): Koa {
  const { log, ready } = options;
  return buildHttpApp({
    log,
    ready,
    headers: app.answerHeaders,
    outermost: app.outermost?.(deps) ?? [],
    continuesTrace: traceRule(app, options),
    middleware: [
      ...(app.middleware?.(deps, options.verifier) ?? []),
      ...actorMiddleware(app, deps, options),
      ...subscriberMiddleware(app, deps, options),
      ...routes(allRoutes(app, deps, options)),
    ],
  });
}

/** Only the own sidecar may decide that a request is sampled; a client of an edge decides nothing. */
function traceRule<D>(
  { edge }: App<D>,
  { appToken }: BuildOptions,
): (req: IncomingMessage, traceparent: string) => boolean {
  if (edge) return () => false;
  return (req, traceparent) =>
    !isSampled(traceparent) || isSameSecret(headerOf(req, 'dapr-api-token'), appToken);
}

function actorMiddleware<D>(app: App<D>, deps: D, { appToken, log, localActors }: BuildOptions) {
  if (app.actors.length === 0) return [];
  const actors = app.actors.map(({ type, activate, settings }) =>
    hosted(type, (id) => activate(deps, id), settings),
  );
  const host = actorHost({ actors, appToken, log });
  localActors.attach(host);
  return [host.middleware];
}

function subscriberMiddleware<D>(app: App<D>, deps: D, options: BuildOptions) {
  if (!isSubscriber(app)) return [];
  const { appToken, batchWaitMs, log } = options;
  const { name, pubsub } = app;
  const topics = bindHandlers(app.subscriptions, deps);
  const database = databaseOf(app, options);
  return [subscriber({ app: name, pubsub, database, topics, batchWaitMs, appToken, log })];
}

function allRoutes<D>(app: App<D>, deps: D, options: BuildOptions): Route[] {
  const { appToken, verifier, audit } = options;
  const operations = app.routes.map(({ operation }) => operation);
  const authorizedRoutes = (list: readonly AppRoute<D>[]) => {
    const bound = list.map((one) => bindRoute(one, deps));
    return withAuthorization(operations, verifier, bound, { audit, forwards: app.edge });
  };
  const open = app.routes.filter(({ withoutAppToken }) => app.edge || withoutAppToken === true);
  const guarded = app.routes.filter((one) => !open.includes(one));
  const pages = [
    ...(app.document === undefined ? [] : [openApiRoute(app.document)]),
    ...(app.pages?.(deps) ?? []),
  ];
  if (app.edge) return [...pages, ...authorizedRoutes(open)];
  const inApp = withAppToken(appToken, authorizedRoutes(guarded));
  const batches = guarded.flatMap(({ operation: { batched, operationId } }, n) =>
    batched === true
      ? [batchRoute({ path: batchPath(operationId), route: inApp[n] as Route, log: options.log })]
      : [],
  );
  return [
    ...authorizedRoutes(open),
    ...withAppToken(appToken, [...pages, ...batches]),
    ...inApp,
    ...(isSubscriber(app)
      ? deadLetterRoutes({ database: databaseOf(app, options), appToken })
      : []),
  ];
}

function databaseOf<D>({ name }: App<D>, { database }: BuildOptions): Database {
  if (database !== undefined) return database;
  throw new Error(
    `app ${name} subscribes to topics and keeps dead letters in a database: add 'database' to uses`,
  );
}
