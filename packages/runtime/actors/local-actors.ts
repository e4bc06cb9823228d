import type { ActorHost } from './actor-host.ts';
import type { ActorMethods, ActorType } from './actor-type.ts';

/**
 * References to actors whose turns run in this process, wherever the actor is placed. They save the
 * way through the sidecar and give up its guarantee that an actor has one turn at a time in the whole
 * cluster: turns of this process still run one after another. Use them only for actors whose state
 * guards itself against a second writer, such as the first turn of an actor whose id nobody else can
 * know yet.
 */
export interface LocalActors {
  of: <M extends ActorMethods>(type: ActorType<M>) => (id: string) => M;
  /** The host of this process; references work once it is attached. */
  attach: (host: ActorHost) => void;
}

/** Opens the local references of a process whose actor host comes later. */
export function createLocalActors(): LocalActors {
  let host: ActorHost | undefined;
  return {
    attach(given) {
      host = given;
    },
    of: (type) => (id) => {
      if (host === undefined) throw new Error(`no actor of type ${type.name} is hosted yet`);
      return host.here(type)(id);
    },
  };
}
