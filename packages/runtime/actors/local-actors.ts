import type { ActorHost } from './actor-host.ts';
import type { ActorMethods, ActorType } from './actor-type.ts';

/**
 * References to actors whose turns run in this process, wherever Dapr has placed the actor. They
 * skip the sidecar and lose its guarantee of one turn at a time in the whole cluster; turns in this
 * process still run one after another. Use them only for an actor whose state rejects a second
 * writer, such as the first turn of an actor with a new id that no other caller knows yet.
 */
export interface LocalActors {
  of: <M extends ActorMethods>(type: ActorType<M>) => (id: string) => M;
  /** The host of this process; references work once it is attached. */
  attach: (host: ActorHost) => void;
}

/** Makes local references before the actor host of the process exists. */
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
