import { readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { SetupError } from './errors.ts';

/** One app of the run file, with absolute paths and the common settings merged in. */
export interface RunFileApp {
  appId: string;
  directory: string;
  command: string[];
  /** The port on which daprd calls the app; undefined if it does not call the app. */
  appPort: number | undefined;
  /** Of its sidecar. */
  ports: { http: number; grpc: number; internalGrpc: number; metrics: number };
  /** On which the app answers Prometheus, if it does. */
  metricsPort: number | undefined;
  env: Record<string, string>;
  configFile: string;
  resourcesPaths: string[];
  logLevel: string;
  maxBodySize: string | undefined;
  readBufferSize: string | undefined;
}

interface SharedFields {
  configFilePath?: string;
  resourcesPaths?: string[];
  logLevel?: string;
  maxBodySize?: string;
  readBufferSize?: string;
  env?: Record<string, unknown>;
}

interface AppFields extends SharedFields {
  appID?: string;
  appDirPath?: string;
  appPort?: number;
  daprHTTPPort?: number;
  daprGRPCPort?: number;
  daprInternalGRPCPort?: number;
  metricsPort?: number;
  command?: string[];
}

/**
 * Reads a Dapr multi-app run file. As in the Dapr CLI, paths of the common section are relative to
 * the file, paths of an app relative to its directory, and the environment of an app overrides the
 * common one. Throws SetupError if a field that the launcher needs is missing.
 */
export function readRunFile(file: string): RunFileApp[] {
  return parseRunFile(readFileSync(file, 'utf8'), resolve(file));
}

/** The same for the text of a run file; `file` is its absolute path. */
export function parseRunFile(text: string, file: string): RunFileApp[] {
  const content = parse(text) as { version?: number; common?: SharedFields; apps?: AppFields[] };
  const refuse = (why: string): never => {
    throw new SetupError({ what: `${file} cannot be used`, why, next: `correct ${file}` });
  };
  if (content?.version !== 1) refuse('it is not a multi-app run file of version 1');
  const common = content.common ?? {};
  const apps = (content.apps ?? []).map((app): RunFileApp => {
    const folder = dirname(file);
    const directory = resolve(folder, app.appDirPath ?? refuse('an app has no appDirPath'));
    const appId = app.appID ?? basename(directory);
    const need = <T>(value: T | undefined, name: string): T =>
      value ?? refuse(`app ${appId} has no ${name}`);
    const pathOf = (own: string | undefined, shared: string | undefined) =>
      own === undefined ? shared && resolve(folder, shared) : resolve(directory, own);
    return {
      appId,
      directory,
      command: need(app.command, 'command'),
      appPort: app.appPort,
      ports: {
        http: need(app.daprHTTPPort, 'daprHTTPPort'),
        grpc: need(app.daprGRPCPort, 'daprGRPCPort'),
        internalGrpc: need(app.daprInternalGRPCPort, 'daprInternalGRPCPort'),
        metrics: need(app.metricsPort, 'metricsPort'),
      },
      metricsPort: app.env?.['METRICS_PORT'] as number | undefined,
      env: texts({ ...common.env, ...app.env }),
      configFile: need(pathOf(app.configFilePath, common.configFilePath), 'configFilePath'),
      resourcesPaths:
        app.resourcesPaths?.map((path) => resolve(directory, path)) ??
        need(common.resourcesPaths, 'resourcesPaths').map((path) => resolve(folder, path)),
      logLevel: app.logLevel ?? common.logLevel ?? 'info',
      maxBodySize: app.maxBodySize ?? common.maxBodySize,
      readBufferSize: app.readBufferSize ?? common.readBufferSize,
    };
  });
  const ids = apps.map(({ appId }) => appId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) refuse(`it has app ${twice} twice`);
  return apps;
}

/**
 * The apps with the component files of another folder of `components/` in place of those of
 * `components/local`: the same components by name, with other types.
 */
export function withComponents(apps: RunFileApp[], root: string, set: string): RunFileApp[] {
  const plain = join(root, 'components', 'local');
  const chosen = join(root, 'components', set);
  return apps.map((app) => ({
    ...app,
    resourcesPaths: app.resourcesPaths.map((path) => (path === plain ? chosen : path)),
  }));
}

/** The executable of an app's command; a relative path is relative to the app's directory. */
export function executableOf(app: RunFileApp): string {
  const [command = ''] = app.command;
  return command.includes('/') && !isAbsolute(command) ? resolve(app.directory, command) : command;
}

function texts(env: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
}
