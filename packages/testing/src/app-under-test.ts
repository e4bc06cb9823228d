import type { Audit, Verifier } from 'dapr-actor-runtime/access';
import { type App, buildApp, readinessOf } from 'dapr-actor-runtime/app';
import { createLocalActors, type LocalActors } from 'dapr-actor-runtime/actors';
import { listen } from 'dapr-actor-runtime/server';
import type { Database } from 'dapr-actor-runtime/postgres';
import { createSidecar, type Sidecar } from 'dapr-actor-runtime/sidecar';
import { createLogger } from 'dapr-actor-runtime/telemetry';

/** Nothing listens on this port. */
const CLOSED_PORT = 1;

/** What the app's sidecar presents with every call. */
export const APP_TOKEN = 'integration-test-token';
export const silentLog = createLogger({ service: 'test', level: 'silent' });

/** A sidecar that cannot be reached. */
export function absentSidecar(): Sidecar {
  return createSidecar({ port: CLOSED_PORT, apiToken: 'none' });
}

/** A declared app in this process, on a port of its own, with dependencies that the test opened. */
export async function startApp<D>(
  app: App<D>,
  deps: D,
  options: {
    database?: Database;
    verifier?: Verifier;
    audit?: Audit;
    sidecar?: Sidecar;
    localActors?: LocalActors;
  } = {},
) {
  const { database, verifier, audit, localActors = createLocalActors() } = options;
  const sidecar = options.sidecar ?? absentSidecar();
  const koa = buildApp(app, deps, {
    appToken: APP_TOKEN,
    log: silentLog,
    ready: readinessOf(app, deps, { sidecar, database, worker: () => undefined }),
    verifier,
    audit,
    database,
    localActors,
  });
  const server = await listen(koa, 0);
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    async stop() {
      await server.close(0);
      if (options.sidecar === undefined) await sidecar.close();
    },
  };
}
