import { actorHost, hosted } from '../actors/index.ts';
import type { App, AppContext, ContextPart } from '../app/index.ts';
import type { Settings } from '../config/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { asJson } from './as-json.ts';
import { type InMemoryBus, inMemoryBus } from './in-memory-bus.ts';
import { type InMemoryStreams, inMemoryStreams } from './in-memory-streams.ts';
import { type SagaDriver, sagaDriver } from './saga-driver.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

type Context = AppContext<ContextPart, Settings>;

/** A declared app without sidecar, database and broker, for tests. */
export interface InMemoryApp<D> {
  deps: D;
  clock: VirtualClock;
  /** Its event streams. */
  streams: InMemoryStreams;
  /** References to the actors of the app; each call is a turn, with JSON as on the wire. */
  actors: Context['actors'];
  /** Its sagas; `startWorkflow` and `readWorkflow` of its sidecar start and read them. */
  sagas: SagaDriver;
  /** Delivers the events of its streams to its handlers of a topic. */
  bus: (topic: string) => InMemoryBus;
}

/**
 * Opens an app in memory. Its `open` gets streams, actors, a logger, and of the sidecar what starts
 * and reads workflows; what else it needs (`database`, `config`) comes in `given`. What is missing
 * throws when it is used. `seed` mixes the order in which sagas take turns.
 */
export async function inMemoryApp<D>(
  app: App<D>,
  { given = {}, seed }: { given?: Partial<Context>; seed?: number } = {},
): Promise<InMemoryApp<D>> {
  const clock = virtualClock();
  const log = createLogger({ service: app.name, level: 'silent' });
  const { stateVersion } = app.streams ?? {};
  const streams = inMemoryStreams({ clock, ...(stateVersion !== undefined && { stateVersion }) });
  const types = app.actors.map(({ type, activate }) => hosted(type, (id) => activate(deps, id)));
  const host = actorHost({ actors: types, appToken: '', log });
  const actors: Context['actors'] = (type) => (id) => {
    const turns = host.here(type)(id);
    const calls = Object.entries(turns).map(([method, run]) => [
      method,
      async (input: unknown) => asJson(await run(asJson(input))),
    ]);
    return Object.fromEntries(calls) as typeof turns;
  };
  const sidecar = {
    startWorkflow: async (name: string, id: string, input: object) => sagas.start(name, id, input),
    async readWorkflow(id: string) {
      const run = sagas.run(id);
      return (
        run && {
          status: run.status,
          updatedAt: new Date(clock.now()).toISOString(),
          output: run.end,
        }
      );
    },
  } as Context['sidecar'];
  const nothing = async () => {};
  const context = {
    ...{ log, streams, actors, sidecar: strict(sidecar, 'sidecar'), failpoint: () => undefined },
    ...{ onDrain: nothing, onStop: nothing },
    ...given,
  };
  const deps = await app.open(strict(context, 'context') as Context);
  const sagas = sagaDriver({ sagas: app.sagas, deps, clock, ...(seed !== undefined && { seed }) });
  return {
    ...{ deps, clock, streams, actors, sagas },
    bus: (topic) => inMemoryBus({ streams, handlers: app.subscriptions[topic] ?? [], deps }),
  };
}

/** The object, whose missing members throw an error that names them instead of being undefined. */
function strict<T extends object>(object: T, name: string): T {
  return new Proxy(object, {
    get(target, member) {
      // A promise looks whether the object is one itself.
      if (member in target || typeof member === 'symbol' || member === 'then') {
        return Reflect.get(target, member) as unknown;
      }
      throw new Error(`the test has no ${name}.${member}: pass it in \`given\` of inMemoryApp()`);
    },
  });
}
