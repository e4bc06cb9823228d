import type { Context, Middleware } from 'koa';
import rawBody from 'raw-body';
import { httpProblem, notFound, problemOf, requireAppToken } from '../http/index.ts';
import { currentContext, inContext, newContext, type Logger } from '../telemetry/index.ts';
import type { ActorInstance, ActorMethods, ActorType } from './actor-type.ts';
import { createTurns, type Turns } from './turns.ts';

/** Largest input of a method: a document of 10,000 lines is about 1 MB. */
const MAX_INPUT_BYTES = 4 * 1024 * 1024;
/** After this time without a call, the sidecar and the host deactivate an actor. */
const IDLE_TIMEOUT = '60s';
/**
 * How long an actor that moves to another host may take to finish its running turn. Less than the
 * placement service's 8 s dissemination timeout.
 */
const DRAIN_TIMEOUT = '5s';
const MAX_REENTRANCY_DEPTH = 8;

/** An actor type and the function that creates an instance for an id. */
export interface HostedActor {
  type: ActorType<ActorMethods>;
  activate: (id: string) => ActorInstance<ActorMethods>;
}

/** Binds an actor type to its implementation. */
export function hosted<M extends ActorMethods>(
  type: ActorType<M>,
  activate: (id: string) => ActorInstance<M>,
): HostedActor {
  return { type, activate } as unknown as HostedActor;
}

type Call = { actor: HostedActor; id: string; kind: 'method' | 'timer' | 'remind'; name: string };

export interface ActorHost {
  /** Answers the sidecar's calls. */
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
 * Hosts actors. The middleware implements the Dapr actor protocol (`/dapr/config`, `/actors/...`).
 * Every call must carry the app token, so only the app's own sidecar can call. Only declared
 * methods can be called. Turns of one actor run one after another, even if the sidecar has given up
 * on one. An error reaches the caller as problem details, and drops the instance with its memory.
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
  let configReads = 0;
  const middleware: Middleware = async (ctx, next) => {
    if (ctx.path === '/dapr/config') {
      requireOwnSidecar(ctx, appToken);
      // A second read means that the sidecar has restarted. Actors may have moved and changed
      // elsewhere in the meantime, so no memory here can be trusted.
      if (configReads++ > 0) turns.forgetAll();
      ctx.body = configuration([...byName.keys()]);
      return;
    }
    if (!ctx.path.startsWith('/actors/')) return next();
    requireOwnSidecar(ctx, appToken);
    const [, , typeName = '', id = '', , ...rest] = ctx.path.split('/').map(decodeURIComponent);
    const actor = byName.get(typeName);
    if (actor === undefined) throw httpProblem('not-found', `No actor type ${typeName} here.`);
    if (ctx.method === 'DELETE') {
      turns.forget(`${typeName}/${id}`);
      ctx.body = '';
      ctx.status = 200;
      return;
    }
    const [first = '', second = ''] = rest;
    // A caller can call a method named `timer/...`; timers and reminders that the sidecar
    // isFiredBySidecar have no caller.
    const isFiredBySidecar = rest.length === 2 && ctx.get('dapr-caller-app-id') === '';
    const call: Call =
      isFiredBySidecar && (first === 'timer' || first === 'remind')
        ? { actor, id, kind: first, name: second }
        : { actor, id, kind: 'method', name: rest.join('/') };
    await answerCall(ctx, call, turns, log);
  };
  return {
    middleware,
    here: (type) => {
      const actor = byName.get(type.name);
      if (actor === undefined) throw new Error(`no actor type ${type.name} is hosted here`);
      return (id) => localReference(actor, id, turns) as never;
    },
  };
}

function localReference(actor: HostedActor, id: string, turns: Turns): ActorMethods {
  const key = `${actor.type.name}/${id}`;
  const reference: ActorMethods = {};
  for (const method of Object.keys(actor.type.methods)) {
    reference[method] = async (input: unknown) => {
      try {
        return await turns.run({
          key,
          reentrancyId: undefined,
          activate: () => actor.activate(id),
          turn: (instance) => (instance[method] as ActorMethods[string])(input),
        });
      } finally {
        // The sidecar does not know of this activation, so it would never deactivate it.
        turns.forget(key);
      }
    };
  }
  return reference;
}

function configuration(entities: string[]): object {
  return {
    entities,
    actorIdleTimeout: IDLE_TIMEOUT,
    drainOngoingCallTimeout: DRAIN_TIMEOUT,
    drainRebalancedActors: true,
    reentrancy: { enabled: true, maxStackDepth: MAX_REENTRANCY_DEPTH },
  };
}

// Service invocation from another app sets this header. A turn that arrived this way would run
// outside the actor's lock, and perhaps on a host where the actor is not placed.
function requireOwnSidecar(ctx: Context, appToken: string): void {
  requireAppToken(ctx, appToken);
  if (ctx.get('dapr-callee-app-id') !== '') throw notFound(ctx);
}

async function answerCall(ctx: Context, call: Call, turns: Turns, log: Logger): Promise<void> {
  const { actor, id, name } = call;
  if (call.kind === 'method' && !Object.hasOwn(actor.type.methods, name)) {
    // 404 is permanent to the sidecar; any other status would be tried again.
    throw httpProblem('not-found', `${actor.type.name} has no method ${name}.`);
  }
  const reentrancyId = ctx.get('dapr-reentrancy-id') || undefined;
  try {
    const input = await readInput(ctx);
    const result = await inContext({ ...(currentContext() ?? newContext()), reentrancyId }, () =>
      turns.run({
        key: `${actor.type.name}/${id}`,
        reentrancyId,
        activate: () => actor.activate(id),
        turn: (instance) => perform(instance, call, input),
      }),
    );
    ctx.status = 200;
    ctx.type = 'application/json';
    ctx.body = result === undefined ? '' : JSON.stringify(result);
  } catch (error) {
    const problem = problemOf(error);
    log.error({ err: error, actor: actor.type.name, id, method: name }, 'actor turn failed');
    // The body reaches the caller unchanged only with status 200 and this header.
    ctx.status = 200;
    ctx.set('X-Daprerrorresponseheader', 'true');
    ctx.type = 'application/problem+json';
    ctx.body = JSON.stringify(problem.toBody());
  }
}

async function readInput(ctx: Context): Promise<unknown> {
  const text = await rawBody(ctx.req, { limit: MAX_INPUT_BYTES, encoding: 'utf8' }).catch(
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
  const data = (input as { data?: unknown } | undefined)?.data;
  const fired = kind === 'timer' ? instance.onTimer : instance.onReminder;
  if (fired === undefined) throw httpProblem('not-found', `No ${kind} is handled here.`);
  return fired.call(instance, name, data);
}
