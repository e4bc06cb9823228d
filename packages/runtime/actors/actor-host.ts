import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { Histogram } from 'prom-client';
import rawBody from 'raw-body';
import { DURATION_BUCKETS_S } from '../metrics/buckets.ts';
import {
  emptyAnswer,
  headerOf,
  httpProblem,
  jsonAnswer,
  koaMiddleware,
  notFound,
  problemOf,
  requireAppToken,
  type SidecarAnswer,
  type SidecarHandler,
} from '../server/index.ts';
import {
  currentContext,
  idAttributes,
  inContext,
  inSpan,
  type Logger,
  newContext,
  ownAttributes,
} from '../telemetry/index.ts';
import { type ActorSettings, configurationOf } from './actor-settings.ts';
import type { ActorAlarms, ActorInstance, ActorMethods, ActorType } from './actor-type.ts';
import { alarmData } from './alarm-data.ts';
import { createTurns, type Turns } from './turns.ts';

/** Largest input of a method: a document of 10,000 lines is about 1 MB. */
const MAX_INPUT_BYTES = 4 * 1024 * 1024;
const ACTORS = '/actors/';

const turnDuration = new Histogram({
  name: 'actor_turn_duration_seconds',
  help: 'Turns of actors that the sidecar asked for, with their wait for turns before them.',
  labelNames: ['actor_type', 'method', 'outcome'],
  buckets: DURATION_BUCKETS_S,
});

/** An actor type and the function that creates an instance for an id. */
export interface HostedActor {
  type: ActorType<ActorMethods>;
  activate: (id: string) => ActorInstance<ActorMethods>;
  settings: ActorSettings;
}

/** Binds an actor type to its implementation, with settings of its own where needed. */
export function hosted<M extends ActorMethods, R extends ActorAlarms, T extends ActorAlarms>(
  type: ActorType<M, R, T>,
  activate: (id: string) => ActorInstance<M, R, T>,
  settings: ActorSettings = {},
): HostedActor {
  return { type, activate, settings } as unknown as HostedActor;
}

type Call = { actor: HostedActor; id: string; kind: 'method' | 'timer' | 'remind'; name: string };

export interface ActorHost {
  /** Answers the sidecar's calls, whatever HTTP server they arrive at. */
  handle: SidecarHandler;
  /** The same as Koa middleware. */
  middleware: Middleware;
  /**
   * References whose turns run in this process, wherever the actor is placed. They save the call
   * through the sidecar but give up exclusivity, so use them only for actors whose state is guarded
   * against a second writer. Turns in this process still run one after another; nothing stays in
   * memory afterwards.
   */
  here: <M extends ActorMethods>(type: ActorType<M>) => (id: string) => M;
}

/**
 * Hosts actors: implements the Dapr actor protocol (`/dapr/config`, `/actors/...`). Every call must
 * carry the app token, so only the app's own sidecar can call. Only declared methods can be called.
 * Turns of one actor run one after another, even if the sidecar has given up on one. An error
 * reaches the caller as problem details, and drops the instance with its memory.
 */
export function actorHost({
  actors,
  appToken,
  log,
}: {
  actors: HostedActor[];
  appToken: string;
  log: Logger;
}): ActorHost {
  const byName = new Map(actors.map((actor) => [actor.type.name, actor]));
  const turns = createTurns();
  const configuration = jsonAnswer(configurationOf(actors));
  const handle: SidecarHandler = (req, path) => {
    if (path === '/dapr/config') {
      requireOwnSidecar(req, path, appToken);
      // The sidecar reads it once, when it starts. Actors may have moved and changed elsewhere in the
      // meantime, so no memory here can be trusted.
      turns.forgetAll();
      return Promise.resolve(configuration);
    }
    if (!path.startsWith(ACTORS)) return undefined;
    requireOwnSidecar(req, path, appToken);
    const [, , typeName = '', id = '', , ...rest] = path.split('/').map(decodeURIComponent);
    const actor = byName.get(typeName);
    if (actor === undefined) throw httpProblem('not-found', `No actor type ${typeName} here.`);
    if (req.method === 'DELETE') {
      turns.forget(`${typeName}/${id}`);
      return Promise.resolve(emptyAnswer());
    }
    return answerCall(req, callOf(actor, id, rest, req), turns, log);
  };
  return {
    handle,
    middleware: koaMiddleware(handle),
    here: (type) => {
      const actor = byName.get(type.name);
      if (actor === undefined) throw new Error(`no actor type ${type.name} is hosted here`);
      return (id) => localReference(actor, id, turns) as never;
    },
  };
}

function callOf(actor: HostedActor, id: string, rest: string[], req: IncomingMessage): Call {
  const [first = '', second = ''] = rest;
  // A caller can call a method named `timer/...`; timers and reminders that the sidecar fires have
  // no caller.
  const isFiredBySidecar = rest.length === 2 && headerOf(req, 'dapr-caller-app-id') === '';
  return isFiredBySidecar && (first === 'timer' || first === 'remind')
    ? { actor, id, kind: first, name: second }
    : { actor, id, kind: 'method', name: rest.join('/') };
}

function localReference(actor: HostedActor, id: string, turns: Turns): ActorMethods {
  const key = `${actor.type.name}/${id}`;
  const reference: ActorMethods = {};
  for (const method of Object.keys(actor.type.methods)) {
    reference[method] = async (input: unknown) => {
      try {
        return await inTurnSpan(actor, id, method, () =>
          turns.run({
            key,
            reentrancyId: undefined,
            activate: () => actor.activate(id),
            turn: (instance) => (instance[method] as ActorMethods[string])(input),
          }),
        );
      } finally {
        // The sidecar does not know of this activation, so it would never deactivate it.
        turns.forget(key);
      }
    };
  }
  return reference;
}

/** A turn in its span, with its wait for turns before it. */
function inTurnSpan<T>(
  { type }: HostedActor,
  id: string,
  method: string,
  turn: () => Promise<T>,
): Promise<T> {
  const attributes = () => ({
    ...ownAttributes({ 'actor.type': type.name, 'actor.method': method }),
    ...idAttributes(id),
  });
  return inSpan(`${type.name}.${method}`, { attributes }, turn);
}

// Service invocation from another app sets this header. A turn that arrived this way would run
// outside the actor's lock, and perhaps on a host where the actor is not placed.
function requireOwnSidecar(req: IncomingMessage, path: string, appToken: string): void {
  requireAppToken(req, path, appToken);
  if (req.headers['dapr-callee-app-id'] !== undefined) {
    throw notFound({ method: req.method ?? '', path });
  }
}

const TURN_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
// The body reaches the caller unchanged only with status 200 and this header.
const PROBLEM_HEADERS = {
  'content-type': 'application/problem+json',
  'x-daprerrorresponseheader': 'true',
};

async function answerCall(
  req: IncomingMessage,
  call: Call,
  turns: Turns,
  log: Logger,
): Promise<SidecarAnswer> {
  const { actor, id, name } = call;
  if (call.kind === 'method' && !Object.hasOwn(actor.type.methods, name)) {
    // 404 is permanent to the sidecar; any other status would be tried again.
    throw httpProblem('not-found', `${actor.type.name} has no method ${name}.`);
  }
  const reentrancyId = headerOf(req, 'dapr-reentrancy-id') || undefined;
  const method = call.kind === 'method' ? name : call.kind;
  const since = performance.now();
  const measure = (outcome: 'done' | 'failed') =>
    turnDuration.observe(
      { actor_type: actor.type.name, method, outcome },
      (performance.now() - since) / 1_000,
    );
  try {
    const input = await readInput(req);
    const result = await inContext({ ...(currentContext() ?? newContext()), reentrancyId }, () =>
      inTurnSpan(actor, id, method, () =>
        turns.run({
          key: `${actor.type.name}/${id}`,
          reentrancyId,
          activate: () => actor.activate(id),
          turn: (instance) => perform(instance, call, input),
        }),
      ),
    );
    const body = result === undefined ? '' : JSON.stringify(result);
    measure('done');
    return { status: 200, headers: TURN_HEADERS, body };
  } catch (error) {
    measure('failed');
    log.error({ err: error, actor: actor.type.name, id, method: name }, 'actor turn failed');
    const body = JSON.stringify(problemOf(error).toBody());
    return { status: 200, headers: PROBLEM_HEADERS, body };
  }
}

async function readInput(req: IncomingMessage): Promise<unknown> {
  const text = await rawBody(req, { limit: MAX_INPUT_BYTES, encoding: 'utf8' }).catch(
    (error: { type?: string }) => {
      if (error.type !== 'entity.too.large') throw error;
      throw httpProblem('body-too-large', `The limit of an input is ${MAX_INPUT_BYTES} bytes.`);
    },
  );
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw httpProblem('malformed-json', (error as Error).message);
  }
}

function perform(
  instance: ActorInstance<ActorMethods>,
  { kind, name }: Call,
  input: unknown,
): Promise<unknown> {
  if (kind === 'method') return (instance[name] as ActorMethods[string])(input);
  const data = alarmData((input as { data?: unknown } | undefined)?.data);
  const fired = kind === 'timer' ? instance.onTimer : instance.onReminder;
  if (fired === undefined) throw httpProblem('not-found', `No ${kind} is handled here.`);
  return fired.call(instance, name, data);
}
