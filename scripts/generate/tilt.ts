import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { listedPorts, parseRunFile, type RunFileApp, sidecarFlags } from '@commerce/local-stack';
import { type App, isSubscriber } from 'dapr-actor-runtime/app';
import { contentOf, type Program, programNamed, programs } from '../images/image.ts';
import { root } from '../places.ts';
import { chartApps } from './chart-apps.ts';
import { GENERATED } from './generated.ts';
import { runFile } from './run-file.ts';

const RUN_FILE = join(root, 'dapr', 'dapr.yaml');
/** Tilt has the public port of an edge from GATEWAY_PORT. */
const NO_PORT = 0;
/** The port at which a service says how it is, if it has one beside its own. */
const HEALTH = '-healthz';
/** Ports that no probe asks, and those of brokers, which Tilt does not start. */
const OTHER_PORT = /^broker|-(?:healthz|metrics|raft|etcd-client|etcd-peer)$/;
/** Flags that `dapr_app` makes of its own arguments. */
const NAMED_FLAGS = new Set([
  ...['app-id', 'app-port', 'dapr-http-port', 'dapr-grpc-port', 'dapr-internal-grpc-port'],
  'metrics-port',
]);
const BY_TCP = ['postgres', 'redis'];

/** What the Tiltfile knows of an app. */
interface TiltApp {
  name: string;
  edge: boolean;
  directory: string;
  command: string[];
  /** Absent at an edge: the public port. */
  port?: number;
  ports: RunFileApp['ports'];
  resources: string[];
  /** The other flags of its sidecar; `true` is one without value. */
  flags: Record<string, string | number | boolean>;
  /** The folders whose change restarts it: those from which it loads modules. */
  watched: string[];
  /** Whether it has a database, and so migrations. */
  database: boolean;
  /** Whether it takes events, and so can have dead letters. */
  subscriber: boolean;
  /** Whether it has tests beside its modules. */
  tests: boolean;
  /** The apps that it calls. */
  calls: string[];
}

/** What the Tiltfile knows: every app with its sidecar, and the services that they need. */
export function tiltFile(apps: readonly App[]): string {
  const listed = parseRunFile(runFile(apps), RUN_FILE);
  const ports = listedPorts(listed, NO_PORT);
  const called = chartApps(apps);
  const content = {
    about: GENERATED,
    apps: apps.map((app) => {
      const { name, edge, uses } = app;
      return tiltApp(listed.find(({ appId }) => appId === name) as RunFileApp, ports, {
        ...{ name, edge, database: uses.includes('database'), subscriber: isSubscriber(app) },
        calls: (called[name]?.calls ?? []).filter((other) => other !== name),
      });
    }),
    programs: programs().map(tiltProgram),
    services: services(ports.infra),
  };
  return JSON.stringify(content);
}

function tiltApp(
  app: RunFileApp,
  ports: ReturnType<typeof listedPorts>,
  about: Pick<TiltApp, 'name' | 'edge' | 'database' | 'subscriber' | 'calls'>,
): TiltApp {
  const own = ports.apps[app.appId] as NonNullable<(typeof ports.apps)[string]>;
  const directory = relative(root, app.directory);
  return {
    ...about,
    directory,
    command: app.command,
    ...(app.appPort === undefined ? {} : { port: app.appPort }),
    ports: app.ports,
    resources: app.resourcesPaths.map((path) => relative(root, path)),
    flags: Object.fromEntries(
      Object.entries(sidecarFlags({ app, ports: own, infra: ports.infra, mtls: true })).filter(
        ([flag]) => !NAMED_FLAGS.has(flag),
      ),
    ),
    watched: watchedBy(programNamed(app.appId)),
    tests: globSync(`${directory}/**/*.test.ts`, { cwd: root }).length > 0,
  };
}

/** The folders from which a program loads modules. */
function watchedBy(program: Program): string[] {
  return [...contentOf(program).workspaces.values()].sort();
}

/** What runs in a pod, and how it starts in its folder. */
function tiltProgram(program: Program): object {
  const { name, folder, main } = program;
  return { name, folder, main: relative(folder, main), watched: watchedBy(program) };
}

/** The services with the port and the kind of their probe. */
function services(infra: Record<string, number>): object[] {
  return Object.keys(infra)
    .filter((name) => !OTHER_PORT.test(name))
    .map((name) => ({
      name,
      port: infra[`${name}${HEALTH}`] ?? infra[name],
      probe: BY_TCP.includes(name) ? 'tcp' : 'http',
    }));
}
