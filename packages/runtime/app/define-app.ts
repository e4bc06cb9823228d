import type { Settings } from '../config/index.ts';
import { batchId, batchPath } from '../openapi/index.ts';
import { usesBroker } from './broker.ts';
import type { App, AppContext, AppStreams, CalledOperation, ContextPart } from './declaration.ts';
import {
  accessSettings,
  brokerSettings,
  commonSettings,
  databaseSettings,
  redisSettings,
  type Resource,
  sagaSettings,
  streamSettings,
  subscriberSettings,
} from './settings.ts';

type Defaulted =
  | 'access'
  | 'pubsub'
  | 'outboxTopics'
  | 'routes'
  | 'calls'
  | 'callsActors'
  | 'actors'
  | 'subscriptions'
  | 'sagas'
  | 'sweeps'
  | 'commands'
  | 'gauges'
  | 'edge'
  | 'localEnvironment'
  | 'document'
  | 'verifier'
  | 'ready'
  | 'outermost'
  | 'middleware'
  | 'pages'
  | 'spans'
  | 'secretFields'
  | 'answerHeaders';

/** Event streams; by default in the table `stream_state` of the store `<app>streams`. */
export type StreamsDeclaration = Omit<AppStreams, 'store' | 'table'> &
  Partial<Pick<AppStreams, 'store' | 'table'>>;

/** The declaration of an app. The app does not have what the declaration leaves out. */
export type AppDeclaration<
  S extends Settings,
  U extends Resource,
  D,
  T extends StreamsDeclaration | undefined = undefined,
> = Omit<App<D>, Defaulted | 'settings' | 'uses' | 'streams' | 'open'> &
  Partial<Pick<App<D>, Defaulted>> & {
    /** Settings in addition to the common ones; the same key replaces a common one. */
    settings?: S;
    uses?: readonly U[];
    streams?: T;
  } & Opening<S, U | (T extends StreamsDeclaration ? 'streams' : never), D>;

/**
 * Opens the dependencies of the use cases. Nothing else starts before it returns. Without it, the
 * context itself is what they get.
 */
type Opening<S extends Settings, U extends ContextPart, D> =
  AppContext<U, S> extends D
    ? { open?: (context: AppContext<U, S>) => D | Promise<D> }
    : { open: (context: AppContext<U, S>) => D | Promise<D> };

/**
 * Declares an app. `runApp` starts it, `buildApp` answers its requests in a test. Throws Error for an
 * operation that needs `access` in an app without it, and for streams without what they need.
 */
export function defineApp<
  S extends Settings,
  U extends Resource,
  D,
  T extends StreamsDeclaration | undefined = undefined,
>(declaration: AppDeclaration<S, U, D, T>): App<D> {
  const { settings = {}, uses = [], streams, ...others } = declaration;
  const { open = (context: unknown) => context, ...rest } = others;
  const has = (resource: Resource) => (uses as readonly Resource[]).includes(resource);
  if (streams !== undefined) requireStreamResources(rest.name, streams, has);
  const stored = { store: `${rest.name}streams`, table: 'stream_state' };
  const app: App<D> = {
    access: undefined,
    pubsub: 'pubsub',
    outboxTopics: [],
    routes: [],
    callsActors: false,
    actors: [],
    subscriptions: {},
    sagas: [],
    sweeps: [],
    commands: {},
    gauges: [],
    edge: false,
    localEnvironment: {},
    document: undefined,
    verifier: undefined,
    ready: undefined,
    outermost: undefined,
    middleware: undefined,
    pages: undefined,
    spans: { namespace: 'app', ids: {} },
    secretFields: [],
    answerHeaders: {},
    ...rest,
    calls: (rest.calls ?? []).flatMap(withBatch),
    uses,
    streams: streams && { ...stored, ...streams },
    settings: {
      ...commonSettings,
      ...(rest.access === undefined ? {} : accessSettings),
      ...(has('database') ? databaseSettings : {}),
      ...(has('redis') ? redisSettings : {}),
      ...(usesBroker({
        outboxTopics: [],
        ...rest,
        uses,
        streams: streams && { ...stored, ...streams },
      })
        ? brokerSettings
        : {}),
      ...(rest.subscriptions === undefined ? {} : subscriberSettings),
      ...(streams === undefined ? {} : streamSettings),
      ...(rest.sagas === undefined ? {} : sagaSettings),
      ...settings,
    },
    open: open as unknown as App<D>['open'],
  };
  if (app.access === undefined && (verifiesTokens(app) || recordsAudit(app))) {
    throw new Error(`an operation of ${app.name} needs \`access\`: the issuer and the audit log`);
  }
  return app;
}

function requireStreamResources(
  name: string,
  { topic, consumer }: StreamsDeclaration,
  has: (resource: Resource) => boolean,
): void {
  if (!has('database')) throw new Error(`${name}: event streams need the database`);
  if (topic === undefined && consumer === undefined) return;
  if (topic === undefined || consumer === undefined) {
    throw new Error(`${name}: published event streams have a topic and a consumer`);
  }
  if (!has('redis')) throw new Error(`${name}: published event streams need Redis`);
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
    ['publish', streams?.topic !== undefined || has('outbox')],
    ['workflows', sagas.length > 0],
    ['metadata', streams?.topic !== undefined || sagas.length > 0],
    ['shutdown', streams?.topic !== undefined],
  ];
  return needs.flatMap(([api, needed]) => (needed ? [api] : []));
}
