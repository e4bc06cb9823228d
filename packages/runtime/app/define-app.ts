import type { Settings } from '../config/index.ts';
import { batchId, batchPath } from '../openapi/index.ts';
import type { App, AppContext, AppStreams, CalledOperation } from './declaration.ts';
import {
  commonSettings,
  databaseSettings,
  redisSettings,
  type Resource,
  sagaSettings,
  streamSettings,
} from './settings.ts';

type Defaulted =
  | 'calls'
  | 'callsActors'
  | 'actors'
  | 'subscriptions'
  | 'sagas'
  | 'sweeps'
  | 'edge'
  | 'localEnvironment'
  | 'document'
  | 'verifier'
  | 'ready'
  | 'middleware'
  | 'pages'
  | 'answerHeaders';

/** The declaration of an app. The app does not have what the declaration leaves out. */
export type AppDeclaration<
  S extends Settings,
  U extends Resource,
  D,
  T extends AppStreams | undefined = undefined,
> = Omit<App<D>, Defaulted | 'settings' | 'uses' | 'streams' | 'open'> &
  Partial<Pick<App<D>, Defaulted>> & {
    /** Settings in addition to the common ones; the same key replaces a common one. */
    settings?: S;
    uses?: readonly U[];
    streams?: T;
    /** Opens the dependencies of the use cases. Nothing else starts before it returns. */
    open: (context: AppContext<S, U, T>) => D | Promise<D>;
  };

/** Declares an app. `runApp` starts it, `buildApp` answers its requests in a test. */
export function defineApp<
  S extends Settings,
  U extends Resource,
  D,
  T extends AppStreams | undefined = undefined,
>(declaration: AppDeclaration<S, U, D, T>): App<D> {
  const { settings = {}, uses = [], streams, open, ...rest } = declaration;
  const has = (resource: Resource) => (uses as readonly Resource[]).includes(resource);
  if (streams !== undefined && !(has('database') && has('redis'))) {
    throw new Error(`${rest.name}: event streams need the database and Redis`);
  }
  return {
    callsActors: false,
    actors: [],
    subscriptions: {},
    sagas: [],
    sweeps: [],
    edge: false,
    localEnvironment: {},
    document: undefined,
    verifier: undefined,
    ready: undefined,
    middleware: undefined,
    pages: undefined,
    answerHeaders: {},
    ...rest,
    calls: (rest.calls ?? []).flatMap(withBatch),
    uses,
    streams,
    settings: {
      ...commonSettings,
      ...(has('database') ? databaseSettings : {}),
      ...(has('redis') ? redisSettings : {}),
      ...(streams === undefined ? {} : streamSettings),
      ...(rest.sagas === undefined ? {} : sagaSettings),
      ...settings,
    },
    open: open as unknown as App<D>['open'],
  };
}

// An app that calls a batched operation also sends batches of it.
function withBatch(operation: CalledOperation): CalledOperation[] {
  const { app, operationId, batched } = operation;
  if (batched !== true) return [operation];
  return [
    operation,
    { app, operationId: batchId(operationId), method: 'POST', path: batchPath(operationId) },
  ];
}

/** Whether an operation of the app needs an access token, which the app must verify. */
export function verifiesTokens<D>({ routes }: App<D>): boolean {
  return routes.some(({ operation: { access } }) => access !== undefined && access !== 'public');
}

/** Whether the app records staff actions in the audit log. */
export function recordsAudit<D>({ routes }: App<D>): boolean {
  return routes.some(({ operation }) => operation.audited === true);
}

/** Whether the app subscribes to events. */
export function isSubscriber<D>({ subscriptions }: App<D>): boolean {
  return Object.keys(subscriptions).length > 0;
}

/** The HTTP APIs of its sidecar that the app uses. */
export function daprApisOf<D>({ uses, streams, calls, callsActors, sagas }: App<D>): string[] {
  const has = (resource: Resource) => uses.includes(resource);
  const needs: [api: string, needed: boolean][] = [
    ['invoke', calls.length > 0],
    ['actors', callsActors],
    ['state', streams !== undefined],
    ['publish', streams !== undefined || has('outbox')],
    ['workflows', sagas.length > 0],
    ['metadata', streams !== undefined || sagas.length > 0],
    ['shutdown', streams !== undefined],
  ];
  return needs.flatMap(([api, needed]) => (needed ? [api] : []));
}
