import type { Context, Middleware } from 'koa';
import rawBody from 'raw-body';
import { httpProblem, nothingAt, problemOf, requireAppToken } from '../http/index.ts';
import { currentContext, inContext, newContext, type Logger } from '../telemetry/index.ts';
import type { ActorInstance, ActorMethods, ActorType } from './actor-type.ts';
import { createTurns, type Turns } from './turns.ts';

/** Largest input of a method: an order of 10,000 lines is about 1 MB. */
const MAX_INPUT_BYTES = 4 * 1024 * 1024;
/** An actor that nobody called for this long is forgotten by the sidecar and by the host. */
const IDLE_TIMEOUT = '60s';
/** How long a moving actor may end its running turn. Below the placement's 8 s dissemination. */
const DRAIN_TIMEOUT = '5s';
const MAX_REENTRANCY_DEPTH = 8;

/** An actor type with the function that makes an instance for an id. */
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
   * References whose turns run in this process, wherever the actor lives. They save the way through
   * the sidecar, and cost exclusivity: only for actors whose state guards itself against a second
   * writer. Turns of this process still run one after another; nothing is remembered afterwards.
   */
  here: <M extends ActorMethods>(type: ActorType<M>) => (id: string) => M;
}

/**
 * Hosts actors. The middleware is the Dapr actor protocol (`/dapr/config`, `/actors/...`). Every
 * call must carry the app token, so that only the own sidecar can make it. Only declared methods can be called; turns of
 * one actor run one after another even when the sidecar has given up on one; an error reaches the
 * caller as problem details; a throw drops the instance with all its memory.
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
      // A second read means that the sidecar has restarted: actors may have moved and changed
      // elsewhere meanwhile, so nothing that is remembered here can be trusted.
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
    // A caller can name a method `timer/...`; what the sidecar fires has no caller.
    const fires = rest.length === 2 && ctx.get('dapr-caller-app-id') === '';
    const call: Call =
      fires && (first === 'timer' || first === 'remind')
        ? { actor, id, kind: first, name: second }
        : { actor, id, kind: 'method', name: rest.join('/') };
    await answerCall(ctx, call, turns, log);
  };
  return {
    middleware,
    here: (type) => {
      const actor = byName.get(type.name);
      if (actor === undefined) throw new Error(`no actor type ${type.name} is hosted here`);
      return (id) => turnsHere(actor, id, turns) as never;
    },
  };
}

function turnsHere(actor: HostedActor, id: string, turns: Turns): ActorMethods {
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
        // The sidecar does not know of this activation, so it would never end it.
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

// Another app's sidecar stamps whom it invokes. By that way a turn would run outside of the actor's
// lock, and on a host that the actor may not live on.
function requireOwnSidecar(ctx: Context, appToken: string): void {
  requireAppToken(ctx, appToken);
  if (ctx.get('dapr-callee-app-id') !== '') throw nothingAt(ctx);
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
    // Only a 200 with this header brings the body to the caller unchanged.
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
