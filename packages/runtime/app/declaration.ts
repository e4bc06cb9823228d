import type { Redis } from 'ioredis';
import type { Middleware } from 'koa';
import type { Verifier } from '../access/index.ts';
import type {
  ActorAlarms,
  ActorInstance,
  ActorMethods,
  ActorReference,
  ActorSettings,
  ActorType,
  LocalActors,
} from '../actors/index.ts';
import type { Config, Settings } from '../config/index.ts';
import type { Failpoint } from '../failpoints/index.ts';
import type { Route } from '../http/index.ts';
import type { AppGauge } from '../metrics/index.ts';
import type { OpenApiDocument, Operation } from '../openapi/index.ts';
import type { Outbox } from '../outbox/index.ts';
import type { Database } from '../postgres/index.ts';
import type { HostedSaga } from '../saga/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import type { EventStreams } from '../streams/index.ts';
import type { AppEventHandler } from '../subscriber/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { AppRoute } from './route.ts';
import type { CommonConfig, Resource } from './settings.ts';

/** An actor type with the function that makes an instance of it. */
export interface AppActor<D> {
  type: ActorType<ActorMethods>;
  activate: (deps: D, id: string) => ActorInstance<ActorMethods>;
  settings: ActorSettings;
}

/** Implements an actor type in an app, with settings of its own where needed. */
export function actor<D, M extends ActorMethods, R extends ActorAlarms, T extends ActorAlarms>(
  type: ActorType<M, R, T>,
  activate: (deps: D, id: string) => ActorInstance<M, R, T>,
  settings: ActorSettings = {},
): AppActor<D> {
  return { type, activate, settings } as unknown as AppActor<D>;
}

/** A periodic repair job. Several replicas may run it at once. */
export interface AppSweep<D> {
  name: string;
  /** Pause between two rounds, ms. */
  intervalMs: number | ((deps: D) => number);
  round: (deps: D) => Promise<void>;
}

/** The event streams of an app, in a Dapr state store whose table is in the app's own database. */
export interface AppStreams {
  /** The component, and its table. */
  store: string;
  table: string;
  /** What the streams are about, as a part of their keys: `account`. */
  kind: string;
  /** The version of the state that the events are folded into; with it, long streams have snapshots. */
  stateVersion?: number;
  /** Where the outbox of the store publishes every event; absent: the store has no outbox. */
  topic?: string;
  /** The app's own consumer of all these events, as the inbox names it; with a topic. */
  consumer?: string;
  /**
   * The first event of a stream is not published: the app's own consumer adds it to the second one with
   * `withFirstEvents`. Saves half the work of streams that soon have a second event. After a second
   * without one, the first is published by itself. Default: false.
   */
  firstWithSecond?: boolean;
}

/**
 * A command of an operator, which `main.ts <its name> [arguments]` runs beside the app that serves, and
 * which ends. Returns what to print. Throws an Error whose message says what is wrong and what to do.
 */
export type AppCommand<D> = (
  deps: D,
  call: {
    /** The arguments after its name. */
    args: string[];
    /** What is written to the standard input, without the line break at its end. */
    input: () => Promise<string>;
  },
) => Promise<string>;

/** What an app can find in its context beside what every app has. */
export type ContextPart = Resource | 'streams';

/**
 * What an app gets when it opens its dependencies, with the resources `U` that it uses, `streams` if
 * it declares event streams, and its settings `S`.
 */
export type AppContext<U extends ContextPart = never, S extends Settings = Record<never, never>> = {
  config: Config<S> & CommonConfig;
  log: Logger;
  sidecar: Sidecar;
  failpoint: Failpoint;
  /** References to actors anywhere; a call waits for at most 10 s. */
  actors: OpenActors;
  /** References to actors whose turns run in this process. */
  localActors: LocalActors;
  /** Adds a shutdown step that runs first, while requests are still answered. */
  onDrain: (step: () => Promise<unknown>) => void;
  /** Adds a shutdown step that runs after the last request; the step added last runs first. */
  onStop: (step: () => Promise<unknown>) => void;
} & Pick<{ database: Database; redis: Redis; outbox: Outbox; streams: EventStreams }, U>;

/** References to the actors of a type, by id. */
export type OpenActors = <M extends ActorMethods>(
  type: ActorType<M>,
) => (id: string) => ActorReference<M>;

/** How an app identifies callers, and where it records staff actions. */
export interface AppAccess {
  /** The app that issues access tokens, and their audience. */
  issuer: { app: string; audience: string };
  /**
   * The users of an outside issuer (OIDC_ISSUER): the roles that all of them have, and the prefix of
   * their ids. By default none, and `user`.
   */
  outsideUsers?: { everyone: readonly string[]; idPrefix: string };
  /** The app that stores the audit log, the path for entries, and the roles of staff. */
  audit: { app: string; path: string; staff: readonly string[] };
}

/** A declared app. Generated files and tests read it without running the app. */
export interface App<D = unknown> {
  /** Dapr app id, folder, database and `service.name`. */
  name: string;
  /** All settings that the app reads. */
  settings: Settings;
  uses: readonly Resource[];
  /** Its event streams; they need the database, and with a topic Redis. */
  streams: AppStreams | undefined;
  /**
   * The topics of its outbox. With Redis, which then is the pub/sub, what was published is kept for a
   * day (SENT_EVENTS_TABLE), and published again when the broker has lost it.
   */
  outboxTopics: readonly string[];
  /** The operations of other apps that it invokes. */
  calls: readonly CalledOperation[];
  /** Whether it calls actors through its sidecar. */
  callsActors: boolean;
  routes: readonly AppRoute<D>[];
  actors: readonly AppActor<D>[];
  /** Event handlers by topic. */
  subscriptions: Readonly<Record<string, readonly AppEventHandler<D>[]>>;
  sagas: readonly HostedSaga<D>[];
  sweeps: readonly AppSweep<D>[];
  /** Commands of operators by name, beside `migrate`. */
  commands: Readonly<Record<string, AppCommand<D>>>;
  /** Numbers of the app's own state, read when Prometheus asks. */
  gauges: readonly AppGauge<D>[];
  /** Whether clients outside the platform call it directly, not through a sidecar. */
  edge: boolean;
  /** Environment variables that only the local stack needs. */
  localEnvironment: Readonly<Record<string, string>>;
  /** Undefined: every operation is public or internal, and none is audited. */
  access: AppAccess | undefined;
  pubsub: string;
  document: OpenApiDocument | undefined;
  open: (context: AppContext<ContextPart, Settings>) => D | Promise<D>;
  /** A verifier of its own; `outside` is that of the outside issuer, if there is one. */
  verifier: ((deps: D, outside: Verifier | undefined) => Verifier) | undefined;
  ready: ((deps: D) => Promise<string | undefined>) | undefined;
  /** Runs even for a request that is refused for its form or for the load: headers of every answer. */
  outermost: ((deps: D) => Middleware[]) | undefined;
  /** Runs before the routes, outermost first. The verifier is undefined if no operation needs a token. */
  middleware: ((deps: D, verifier: Verifier | undefined) => Middleware[]) | undefined;
  /** Routes without an operation, such as HTML pages. */
  pages: ((deps: D) => Route[]) | undefined;
  /**
   * What its spans say: the platform, with which the names of its own attributes begin, and the attribute
   * for the ids of each kind by their prefix, such as `{ acc_: 'bank.account.id' }`.
   */
  spans: { namespace: string; ids: Readonly<Record<string, string>> };
  /** Names of log fields whose values are redacted, in addition to those of every app. */
  secretFields: readonly string[];
  /** Headers of every answer, unless the answer sets them. */
  answerHeaders: Readonly<Record<string, string>>;
}

export type CalledOperation = Pick<Operation, 'operationId' | 'method' | 'path' | 'batched'> & {
  app: string;
};
